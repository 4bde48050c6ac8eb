// SPDX-License-Identifier: Apache-2.0
#include "helper/login/order_purse.h"

#include <utility>
#include <variant>

namespace ozibus::login {

bool OrderPurse::spend(std::size_t base_url) {
  const auto within = std::exchange(running_within_, std::chrono::milliseconds::zero());
  auto answer = ledger_.begin_order(address_, base_url, within);
  if (!answer) {
    trouble_ = std::move(answer.error());
    return false;
  }
  answer_ = *answer;
  return std::holds_alternative<ledger::Ordered>(*answer_);
}

void OrderPurse::give_back() {
  if (auto withdrawn = ledger_.withdraw_order(); !withdrawn) trouble_ = std::move(withdrawn.error());
}

}  // namespace ozibus::login
