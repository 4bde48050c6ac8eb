// SPDX-License-Identifier: Apache-2.0
// What has happened in the logins of one run: what was paid for, what was judged, which codes are running.
// The dialogue and the ledger are held against it. Its times are those of the calendar.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "helper/ledger/ledger.h"
#include "helper/ledger/settings.h"

namespace ozibus::fuzz {

using std::chrono::milliseconds;

class Model {
 public:
  explicit Model(const ledger::Settings& limits) : limits_(limits) {}

  [[nodiscard]] int rejections(const ledger::Visit& visit, milliseconds now) const;
  [[nodiscard]] bool is_locked(const ledger::Visit& visit, milliseconds now) const;
  [[nodiscard]] bool is_remembered(const ledger::Visit& visit, milliseconds now) const;
  // A code of this user, service and client that was ordered less than `span` ago.
  [[nodiscard]] bool is_running(const ledger::Visit& visit, milliseconds span, milliseconds now) const;
  [[nodiscard]] std::string address_of_running(const ledger::Visit& visit) const;
  [[nodiscard]] bool may_order(const ledger::Visit& visit, milliseconds now) const;

  // A message was paid for; it must have been within the limits.
  void pay(const ledger::Visit& visit, const std::string& address, milliseconds now);
  void give_back(const ledger::Visit& visit);
  void forget_running(const ledger::Visit& visit);
  void reject(const ledger::Visit& visit, milliseconds now);
  void accept(const ledger::Visit& visit, milliseconds now);

  void give_recovery_code(const std::string& user, const std::string& code);
  // True when it is one of the user's that was not used yet.
  [[nodiscard]] bool redeem(const std::string& user, const std::string& code);

 private:
  using Times = std::vector<milliseconds>;
  struct Running {
    milliseconds since;
    std::string address;
  };
  static int count(const Times& times, const text::Limit& limit, milliseconds now);

  const ledger::Settings& limits_;
  std::map<std::string, Times> sends_of_user_;
  std::map<std::string, Times> sends_of_host_;
  std::map<std::string, Times> rejections_;
  std::map<std::string, Running> running_;
  std::map<std::string, milliseconds> accepted_;
  std::map<std::string, std::set<std::string>> recovery_codes_;
};

}  // namespace ozibus::fuzz
