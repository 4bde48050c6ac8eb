// SPDX-License-Identifier: Apache-2.0
// A change of one file that is there, and of one that is not.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "ctl/change/settle.h"
#include "ctl/change/transaction.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::change {

inline Result<void> reload_nothing() {
  return {};
}
inline Result<void> watch_nothing(const Change&) {
  return {};
}

class TwoFiles : public testing::Test {
 protected:
  TwoFiles() {
    change_.service = "sshd";
    change_.due = now();
    change_.due.uptime += std::chrono::hours(1);
    stack_ = folder_.write("stack", kStackBefore, 0640);
    File after = **read_file(stack_);
    after.bytes = "@include ozibus\n";
    change_.steps = {
        {Reader::Sshd, settings_, std::nullopt, File{"UsePAM yes\n", 0644, ::geteuid(), ::getegid(), {}}},
        {Reader::Pam, stack_, *read_file(stack_), after}};
  }

  [[nodiscard]] Result<void> make() const {
    return change::make(journal_, change_, watch_nothing, reload_nothing);
  }
  [[nodiscard]] Result<std::optional<Settled>> settle(Which which) const {
    return change::settle(journal_, which, Patience::Wait, reload_nothing);
  }

  void expect_before() const {
    EXPECT_EQ(*read_file(stack_), change_.steps[1].before);
    EXPECT_EQ(*read_file(settings_), std::nullopt);
    for (const char* leftover : {".ozibus-new", ".ozibus-old", ".ozibus-old.ozibus-new"}) {
      EXPECT_FALSE(std::filesystem::exists(stack_ + leftover));
      EXPECT_FALSE(std::filesystem::exists(settings_ + leftover));
    }
  }
  void expect_after() const {
    EXPECT_EQ(*read_file(stack_), change_.steps[1].after);
    EXPECT_EQ(*read_file(settings_), change_.steps[0].after);
  }

  static constexpr const char* kStackBefore = "@include common-auth\n";
  fakes::TempFolder folder_;
  std::string stack_;
  std::string settings_ = folder_.path("settings");
  Journal journal_{folder_.path("state") + "/change"};
  Change change_;
};

}  // namespace ozibus::ctl::change
