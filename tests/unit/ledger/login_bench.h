// SPDX-License-Identifier: Apache-2.0
// Logins on a machine with a state folder of its own and a calendar that a test moves.
#pragma once

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "helper/ledger/administration.h"
#include "helper/ledger/ledger.h"
#include "tests/fakes/manual_calendar.h"
#include "tests/fakes/temp_folder.h"
#include "tests/unit/ledger/watched_disk.h"

namespace ozibus::ledger {

class LoginBench : public testing::Test {
 protected:
  static constexpr const char* kHost = "203.0.113.5";

  [[nodiscard]] Ledger login(const std::string& user = "alice", const std::string& rhost = kHost,
                             const std::string& service = "sshd") const {
    auto ledger = Ledger::open(settings_, {user, service, rhost}, calendar_);
    if (!ledger) throw std::runtime_error(ledger.error().reason);
    return std::move(*ledger);
  }

  static std::string text_of(const Result<Ledger::OrderAnswer>& answer) {
    if (!answer) return answer.error().reason;
    if (const auto* ordered = std::get_if<Ordered>(&*answer)) {
      return "ordered, " + std::to_string(ordered->left) + " left";
    }
    if (const auto* over = std::get_if<OverLimit>(&*answer)) {
      return std::string(over->whose == OverLimit::Whose::User ? "user" : "host") + " over limit for " +
             std::to_string(over->wait.count()) + "ms";
    }
    const auto& running = std::get<RunningCode>(*answer);
    return "running for " + std::to_string(running.age.count()) + "ms, " + std::to_string(running.left) +
           " left";
  }
  static std::string order(Ledger& ledger, std::chrono::milliseconds span = {}) {
    return text_of(ledger.begin_order("+61400000001", 0, span));
  }

  // "" when nothing is known of the user.
  static std::string standing(Ledger& ledger) {
    const auto standing = ledger.standing();
    if (!standing) return standing.error().reason;
    std::string text = standing->remembered_for ? "remembered " : "";
    if (standing->locked_for) text += "locked for " + std::to_string(standing->locked_for->count()) + "ms ";
    if (standing->recovery_codes > 0) text += std::to_string(standing->recovery_codes) + " recovery codes ";
    if (!text.empty()) text.pop_back();
    return text;
  }
  [[nodiscard]] std::string standing(const std::string& user = "alice", const std::string& rhost = kHost,
                                     const std::string& service = "sshd") const {
    Ledger ledger = login(user, rhost, service);
    return standing(ledger);
  }

  // Whether the code may be judged; it counts as rejected.
  static std::string attempt(Ledger& ledger) {
    const auto locked = ledger.begin_attempt();
    if (!locked) return locked.error().reason;
    return *locked ? "locked for " + std::to_string((*locked)->count()) + "ms" : "judged";
  }

  [[nodiscard]] std::string file_of(const std::string& user) const {
    return settings_.state_dir + "/users/" + hex(digest_of({user}));
  }

  WatchedDisk disk_;
  fakes::TempFolder folder_;
  Settings settings_{.state_dir = folder_.make_folder("state")};
  fakes::ManualCalendar calendar_;
};

}  // namespace ozibus::ledger
