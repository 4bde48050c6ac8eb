// SPDX-License-Identifier: Apache-2.0
// The commands, each as a function of what was typed. Whatever is wrong with it is in the error.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "ctl/change/plan.h"
#include "ctl/change/settle.h"
#include "ctl/operator.h"
#include "ctl/site.h"
#include "helper/error.h"
#include "helper/ledger/answers.h"

namespace ozibus::ctl {

enum class Format { Words, Objects };

enum class Scope { Machine, MachineAndService };

// Goes on when the configuration, whose path it gets, can't be read. An error when there are problems.
[[nodiscard]] Result<void> run_check(const std::string& config, const Operator& by, Scope scope,
                                     Format format);
// What the login would meet. Goes on when the configuration can't be read.
[[nodiscard]] Result<void> explain_login(const std::string& config, const ledger::Visit& visit,
                                         Format format);
// A login of the user on this terminal. An error unless a code was accepted.
[[nodiscard]] Result<void> run_test(const Site& site, const std::string& user);
enum class Proof { Tested, Untested };  // whether an administrator has to have been tested
struct Enabling {
  change::Service service = change::Service::Sshd;
  change::FirstFactor factor = change::FirstFactor::Key;
  Proof proof = Proof::Tested;
  std::chrono::milliseconds revert_after = std::chrono::minutes(5);
  std::string config;  // whose set-up has to have no problem
};
[[nodiscard]] Result<void> enable(const Site& site, const Enabling& wish);
[[nodiscard]] Result<void> disable(change::Service service, const Operator& by);
[[nodiscard]] Result<void> confirm_change(const Site& site);
[[nodiscard]] Result<void> revert_change(change::Which which, const Operator& by);

// Without a user: of everybody of whom something is counted.
[[nodiscard]] Result<void> show_status(const Site& site, const std::string& user, Format format);
// `span` is one that parse_bypass_span() returned.
[[nodiscard]] Result<void> set_bypass(const Site& site, const std::string& user,
                                      std::chrono::milliseconds span);
[[nodiscard]] Result<void> unlock(const Site& site, const std::string& user);
[[nodiscard]] Result<void> forget(const Site& site, const std::string& user);
// `count` is 1 to ledger::kMostRecoveryCodes.
[[nodiscard]] Result<void> create_recovery_codes(const Site& site, const std::string& user,
                                                 std::size_t count);
[[nodiscard]] Result<void> list_recovery_codes(const Site& site, const std::string& user, Format format);
[[nodiscard]] Result<void> revoke_recovery_codes(const Site& site, const std::string& user);

[[nodiscard]] Result<void> list_users(const Site& site, Format format);
[[nodiscard]] Result<void> show_user(const Site& site, const std::string& user, Format format);
// `contacts` as they were typed, `region` "" or that of numbers without a country code.
[[nodiscard]] Result<void> set_user(const Site& site, const std::string& user,
                                    const std::vector<std::string>& contacts, const std::string& region);
[[nodiscard]] Result<void> remove_user(const Site& site, const std::string& user);

}  // namespace ozibus::ctl
