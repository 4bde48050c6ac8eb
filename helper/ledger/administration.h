// SPDX-License-Identifier: Apache-2.0
// What an administrator does to the state, and the one thing of it that a login asks before all others.
// The same records under the same locks as Ledger; effective at once, also for logins that are under way.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "helper/error.h"
#include "helper/ledger/settings.h"
#include "helper/process/calendar.h"

namespace ozibus::ledger {

struct Overview {
  int sends = 0;       // of the last send_limit window
  int rejections = 0;  // of the last lockout window
  std::optional<std::chrono::milliseconds> locked_for;
  std::optional<std::chrono::milliseconds> bypass_left;
  int remembered = 0;  // addresses that still count
  int recovery_codes = 0;
  int recovery_codes_made = 0;
  std::chrono::seconds recovery_made_at{0};  // since 1970
};

// How long the user needs no code yet; nothing without a bypass. Makes nothing. After an error there is none,
// and Ledger::open() mends what can be mended.
[[nodiscard]] Result<std::optional<std::chrono::milliseconds>> bypass_left(const std::string& state_dir,
                                                                           const std::string& user,
                                                                           const process::Calendar& calendar);

class Administration {
 public:
  // `user` is the account's canonical name. All is borrowed. Where a function of it returns a text, a damaged
  // record was set aside, and the text says so.
  Administration(const Settings& settings, const std::string& user, const process::Calendar& calendar)
      : settings_(settings), user_(user), calendar_(calendar) {}

  // Nothing when the user has no record.
  [[nodiscard]] Result<std::optional<Overview>> overview() const;

  // How long ago the last code, or recovery code, of the user was accepted for that service. Nothing when
  // none was, or when that can't be known any more: it is kept of the last few services.
  [[nodiscard]] Result<std::optional<std::chrono::milliseconds>> accepted_ago(
      const std::string& service) const;

  using Done = Result<std::optional<std::string>>;
  // From now on for `span`; zero ends a bypass.
  [[nodiscard]] Done bypass(std::chrono::milliseconds span) const;
  // Forgets rejected codes and sent ones.
  [[nodiscard]] Done unlock() const;
  // The remembered addresses need codes again.
  [[nodiscard]] Done forget_addresses() const;
  // At most kMostRecoveryCodes; those there were are void. None at all revokes them.
  [[nodiscard]] Done replace_recovery_codes(const std::vector<std::string>& hashes) const;

 private:
  // Nothing when the user has no record.
  template <typename Look>
  [[nodiscard]] auto read(Look look) const;
  template <typename Make>
  [[nodiscard]] Done change(Make make) const;

  const Settings& settings_;
  const std::string& user_;
  const process::Calendar& calendar_;
};

}  // namespace ozibus::ledger
