// SPDX-License-Identifier: Apache-2.0
// A purse with so many coins, which remembers what was done with it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "helper/api/otp_api.h"

namespace ozibus::fakes {

class FakePurse final : public api::Purse {
 public:
  bool spend(std::size_t base_url) override {
    const bool has_coin = coins > 0;
    events.push_back((has_coin ? "paid for " : "refused ") + std::to_string(base_url));
    if (has_coin) --coins;
    return has_coin;
  }
  void give_back() override {
    events.emplace_back("given back");
    ++coins;
  }

  int coins = 100;
  std::vector<std::string> events;
};

}  // namespace ozibus::fakes
