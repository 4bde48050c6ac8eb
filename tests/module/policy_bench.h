// SPDX-License-Identifier: Apache-2.0
// What the tests of the policy share: a service that answers as a test says, its words at the prompt, and
// a look into what a site remembers between the logins of one user.
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "helper/ledger/administration.h"
#include "helper/ledger/ledger.h"
#include "helper/ledger/recovery.h"
#include "helper/process/calendar.h"
#include "tests/fakes/scripted_server.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::module_tests {

inline const std::string kDone = fakes::response(200, R"({"response_code": 0})");
inline const std::string kRejected = fakes::response(200, R"({"response_code": 20})");
inline const std::string kQuestion = "Code (r: send again, m: send by e-mail): ";
inline const std::string kSent = "A code was sent to +61*****001 by SMS.\n" + kQuestion;
inline const std::string kClient = "192.0.2.7";  // as PamClient says

// One connection: each request gets its answer.
[[nodiscard]] inline fakes::Script answering(std::initializer_list<std::string> answers) {
  fakes::Script script;
  for (const auto& answer : answers) {
    script.emplace_back(fakes::Receive{});
    script.emplace_back(fakes::Send{answer});
  }
  return script;
}

// Without the lines of an earlier login that are still on their way.
[[nodiscard]] inline Syslog log_from_now_on() {
  (void)Syslog().lines_with("");
  return {};
}

// The files below a folder, at any depth.
[[nodiscard]] inline std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_directory()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

class Memory {
 public:
  explicit Memory(const Site& site, std::string user = kUser) : user_(std::move(user)) {
    settings_.state_dir = site.path("state");
  }

  [[nodiscard]] ledger::Administration administration() const { return {settings_, user_, calendar_}; }
  [[nodiscard]] ledger::Overview overview() const {
    const auto found = administration().overview();
    EXPECT_TRUE(found && *found) << (found ? "there is no record" : found.error().reason);
    return found && *found ? **found : ledger::Overview{};
  }
  // A login beside those through the module.
  [[nodiscard]] ledger::Ledger another_login(const ledger::Settings& settings, const std::string& service,
                                             const std::string& rhost = kClient) const {
    auto ledger = ledger::Ledger::open(in_place(settings), {user_, service, rhost}, calendar_);
    EXPECT_TRUE(ledger) << ledger.error().reason;
    return std::move(*ledger);
  }
  void have_ordered(int count) const {
    auto ledger = another_login({}, "sshd", "");
    for (int i = 0; i < count; ++i)
      EXPECT_TRUE(ledger.begin_order("+61400000001", 0, {}));
  }
  void have_typed_wrong_codes(int count) const {
    auto ledger = another_login({}, "sshd", "");
    for (int i = 0; i < count; ++i)
      EXPECT_TRUE(ledger.begin_attempt());
  }
  [[nodiscard]] std::vector<std::string> make_recovery_codes(std::size_t count) const {
    const auto set = ledger::make_recovery_codes(count);
    EXPECT_TRUE(set && administration().replace_recovery_codes(set->hashes));
    std::vector<std::string> codes;
    for (const auto& code : set->codes)
      codes.emplace_back(code.reveal());
    return codes;
  }

 private:
  [[nodiscard]] ledger::Settings in_place(ledger::Settings settings) const {
    settings.state_dir = settings_.state_dir;
    return settings;
  }

  ledger::Settings settings_;
  std::string user_;
  process::SystemCalendar calendar_;
};

}  // namespace ozibus::module_tests
