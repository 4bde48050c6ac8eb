// SPDX-License-Identifier: Apache-2.0
// What is remembered between the logins of one user and from one client address: how many codes were sent
// and rejected, which code is running, which address needs none. Everything that is counted is on the disk
// before the function returns; no lock outlives a call. An error of any call means that nothing is known,
// so nobody may be let in for it.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "helper/error.h"
#include "helper/ledger/answers.h"
#include "helper/ledger/records.h"
#include "helper/ledger/rules.h"
#include "helper/ledger/settings.h"
#include "helper/process/calendar.h"
#include "helper/secret.h"

namespace ozibus::ledger {

[[nodiscard]] Key contact_key(std::string_view address);

class Ledger {
 public:
  // Opens the records of the user, and of the client when `visit.rhost` spells an address out; makes what
  // is missing. Later calls need neither names nor rights. A damaged record was set aside and counts as a
  // spent budget of the user: then damage() says so. The calendar is borrowed.
  [[nodiscard]] static Result<Ledger> open(const Settings& settings, const Visit& visit,
                                           const process::Calendar& calendar);

  // For the log; empty when all was well.
  [[nodiscard]] const std::string& damage() const noexcept { return damage_; }

  [[nodiscard]] Result<Standing> standing();

  // Before an order, to be made at that base URL: counts it, and notes it as the running code. With a `span`
  // other than zero, and when another login of the same user, service and client has ordered less than that
  // ago, nothing is counted: that login's code is the answer.
  using OrderAnswer = ledger::OrderAnswer;
  [[nodiscard]] Result<OrderAnswer> begin_order(std::string_view address, std::size_t base_url,
                                                std::chrono::milliseconds span);
  // The order that was begun last has not left this host.
  [[nodiscard]] Result<void> withdraw_order();
  // There is no code that could be asked for: none was sent, or its attempts are used up.
  [[nodiscard]] Result<void> forget_running();

  // Before a typed code is judged: counts it as rejected, because nobody may be left to count it later. The
  // answer is how long the user is locked; then nothing was counted, and the code must not be judged.
  [[nodiscard]] Result<std::optional<std::chrono::milliseconds>> begin_attempt();
  // Nobody has judged the code after all, if it was counted.
  [[nodiscard]] Result<void> withdraw_attempt();
  // The code was right: the attempt is taken back, no code is running any more, it is noted that one was
  // accepted for this service, and the address is remembered when the settings say so.
  [[nodiscard]] Result<void> accept();

  // Whether that is one of the user's recovery codes (read_recovery_code()). If so it is used up, with all
  // that accept() does, and the answer is how many are left.
  [[nodiscard]] Result<std::optional<int>> redeem(const Secret& code);

 private:
  Ledger(const Settings& settings, Client client, const process::Calendar& calendar,
         RecordOf<UserRecord> user);

  [[nodiscard]] Result<void> withdraw_user_order();
  void settle(UserRecord& user, Time now);

  Settings settings_;
  const process::Calendar& calendar_;
  Client client_;
  RecordOf<UserRecord> user_;
  std::optional<RecordOf<HostRecord>> host_;
  std::string damage_;
  // What the last order or attempt of this login has counted, to be taken back once.
  std::optional<Time> user_order_;
  std::optional<Time> host_order_;
  std::optional<Time> attempt_;
};

}  // namespace ozibus::ledger
