// SPDX-License-Identifier: Apache-2.0
// What the settings make of a record. Pure: the ledger counts by it, and foresight.h tells by it.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include "helper/ledger/answers.h"
#include "helper/ledger/settings.h"
#include "helper/ledger/user_record.h"

namespace ozibus::ledger {

// Where a login comes from, as records know it.
struct Client {
  Key key{};                          // service and client, in one
  Key service{};                      // the service alone
  std::optional<std::string> host{};  // whose record counts; nothing unless rhost spells an address out
};
[[nodiscard]] Client client_of(const Visit& visit);
[[nodiscard]] Key service_key(const std::string& service);

// The code that is running for that client; null when there is none.
template <typename User>
[[nodiscard]] auto* find_running(User& user, const Client& client) {
  const auto found = std::ranges::find(user.running, client.key, &Running::client);
  return found == user.running.end() ? nullptr : &*found;
}

[[nodiscard]] Standing standing_of(const UserRecord& user, const Client& client, const Settings& settings,
                                   Time now);

// To an order, by the user's record: see Ledger::begin_order().
[[nodiscard]] OrderAnswer user_answer(const UserRecord& user, const Client& client, const Settings& settings,
                                      std::chrono::milliseconds span, Time now);
// By the host's record, too.
[[nodiscard]] OrderAnswer host_answer(OrderAnswer of_user, const HostRecord& host, const Settings& settings,
                                      Time now);

}  // namespace ozibus::ledger
