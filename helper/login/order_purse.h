// SPDX-License-Identifier: Apache-2.0
// Pays for one message to one contact out of the ledger's budgets.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

#include "helper/api/otp_api.h"
#include "helper/ledger/ledger.h"

namespace ozibus::login {

class OrderPurse final : public api::Purse {
 public:
  // Both are borrowed. `running_within` as for Ledger::begin_order(); it holds for the first base URL.
  OrderPurse(ledger::Ledger& ledger, const std::string& address, std::chrono::milliseconds running_within)
      : ledger_(ledger), address_(address), running_within_(running_within) {}

  bool spend(std::size_t base_url) override;
  void give_back() override;

  // The ledger's last answer; nothing when it was not asked.
  [[nodiscard]] const std::optional<ledger::Ledger::OrderAnswer>& answer() const noexcept { return answer_; }
  // Why the ledger could not be used; then nobody may be let in.
  [[nodiscard]] const std::optional<Error>& trouble() const noexcept { return trouble_; }

 private:
  ledger::Ledger& ledger_;
  const std::string& address_;
  std::chrono::milliseconds running_within_;
  std::optional<ledger::Ledger::OrderAnswer> answer_;
  std::optional<Error> trouble_;
};

}  // namespace ozibus::login
