// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/transaction.h"

#include <csignal>

#include <gmock/gmock.h>
#include <sys/resource.h>

#include "tests/unit/change/two_files.h"

namespace ozibus::ctl::change {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Result<void> reload_in_vain() {
  return failure("sshd: bad line");
}

class Transaction : public TwoFiles {
 protected:
  Transaction() { EXPECT_TRUE(journal_.lock(Patience::Wait)); }

  void make_overdue() {
    change_.due.boot = "another-run";
    ASSERT_TRUE(make());
  }
};

TEST_F(Transaction, stays_as_long_as_its_time_is_not_over) {
  ASSERT_TRUE(make());
  const auto settled = settle(Which::Overdue);
  ASSERT_TRUE(settled);
  EXPECT_FALSE(*settled);
  expect_after();
}

TEST_F(Transaction, is_put_back_when_its_time_is_over) {
  make_overdue();
  const auto settled = settle(Which::Overdue);
  ASSERT_TRUE(settled && *settled);
  EXPECT_EQ((*settled)->service, "sshd");
  EXPECT_THAT((*settled)->notes, IsEmpty());
  expect_before();
  EXPECT_FALSE(journal_.has_pending());
}

TEST_F(Transaction, is_put_back_with_mode_when_its_time_is_over) {
  make_overdue();
  ASSERT_EQ(::chmod(stack_.c_str(), 0600), 0);
  ASSERT_TRUE(settle(Which::Overdue));
  expect_before();
}

TEST_F(Transaction, is_put_back_at_once_on_demand) {
  ASSERT_TRUE(make());
  ASSERT_TRUE(settle(Which::Any));
  expect_before();
}

TEST_F(Transaction, stays_when_it_is_confirmed) {
  make_overdue();
  ASSERT_TRUE(journal_.confirm("sshd"));
  const auto settled = settle(Which::Any);
  ASSERT_TRUE(settled);
  EXPECT_FALSE(*settled);
  expect_after();
  const auto confirmed = journal_.confirmed("sshd");
  ASSERT_TRUE(confirmed && *confirmed);
  EXPECT_EQ((*confirmed)->steps[1].before, change_.steps[1].before);
  EXPECT_EQ((*confirmed)->steps[1].path, stack_);
}

TEST_F(Transaction, touches_nothing_that_nobody_watches) {
  bool is_untouched = false;
  const auto watch = [&](const Change&) -> Result<void> {
    is_untouched = *read_file(stack_) == change_.steps[1].before && *read_file(settings_) == std::nullopt;
    return failure("no watcher");
  };
  const auto made = change::make(journal_, change_, watch, reload_nothing);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().reason, HasSubstr("no watcher; nothing is changed"));
  EXPECT_TRUE(is_untouched);
  expect_before();
}

TEST_F(Transaction, reloads_sshd_before_the_pam_file_and_puts_back_when_that_fails) {
  int reloads = 0;
  const auto reload = [&]() -> Result<void> {
    EXPECT_EQ(*read_file(stack_), change_.steps[1].before);
    return ++reloads == 1 ? Result<void>(failure("sshd: bad line")) : Result<void>();
  };
  const auto made = change::make(journal_, change_, watch_nothing, reload);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().reason, HasSubstr("sshd: bad line"));
  EXPECT_EQ(reloads, 2);
  expect_before();
  EXPECT_FALSE(journal_.has_pending());
}

TEST_F(Transaction, stays_pending_until_sshd_has_taken_it_back_but_its_files_are_not_touched_again) {
  make_overdue();
  (void)folder_.write("stack", "theirs\n");
  const auto settled = change::settle(journal_, Which::Overdue, Patience::Wait, reload_in_vain);
  ASSERT_FALSE(settled);
  EXPECT_THAT(settled.error().reason, AllOf(HasSubstr("sshd: bad line"), HasSubstr("change/saved")));
  EXPECT_TRUE(journal_.has_pending());
  expect_before();
  (void)folder_.write("stack", "written afterwards\n");
  EXPECT_FALSE(change::settle(journal_, Which::Overdue, Patience::Wait, reload_in_vain));
  ASSERT_TRUE(settle(Which::Overdue));
  EXPECT_EQ((*read_file(stack_))->bytes, "written afterwards\n");
  EXPECT_FALSE(journal_.has_pending());
}

TEST_F(Transaction, is_overdue_once_its_files_are_back) {
  ASSERT_TRUE(make());
  EXPECT_FALSE(change::settle(journal_, Which::Any, Patience::Wait, reload_in_vain));
  const auto settled = settle(Which::Overdue);
  EXPECT_TRUE(settled && *settled);
  EXPECT_FALSE(journal_.has_pending());
}

TEST_F(Transaction, that_takes_something_out_is_over_whether_sshd_can_be_told_or_not) {
  ASSERT_TRUE(make());
  ASSERT_TRUE(journal_.confirm("sshd"));
  const auto out = change::take_out(journal_, change_, reload_in_vain);
  ASSERT_TRUE(out);
  EXPECT_FALSE(out->reloaded);
  expect_before();
  EXPECT_FALSE(journal_.has_pending());
  EXPECT_FALSE(journal_.confirmed("sshd")->has_value());
}

TEST_F(Transaction, leaves_the_settings_until_the_stack_is_back) {
  make_overdue();
  std::filesystem::remove(stack_);
  // Nothing takes the place of a folder that is not empty.
  std::filesystem::create_directories(stack_ + "/in-the-way");
  EXPECT_FALSE(settle(Which::Overdue));
  EXPECT_EQ(*read_file(settings_), change_.steps[0].after);
  EXPECT_TRUE(journal_.has_pending());
  std::filesystem::remove_all(stack_);
  ASSERT_TRUE(settle(Which::Overdue));
  expect_before();
}

TEST_F(Transaction, puts_back_also_what_others_have_changed_and_keeps_theirs) {
  make_overdue();
  (void)folder_.write("stack", "theirs\n");
  const auto settled = settle(Which::Overdue);
  ASSERT_TRUE(settled && *settled);
  expect_before();
  const std::string theirs = folder_.path("state/change/saved") + "/" + [this] {
    std::string name = stack_.substr(1) + ".1";
    std::replace(name.begin(), name.end(), '/', '-');
    return name;
  }();
  EXPECT_EQ((*read_file(theirs))->bytes, "theirs\n");
  EXPECT_THAT((*settled)->notes, ElementsAre(HasSubstr(theirs)));
}

TEST_F(Transaction, is_put_back_on_a_disk_that_takes_no_more_bytes) {
  make_overdue();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const rlimit nothing{0, before.rlim_max};
  const auto old_action = std::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &nothing), 0);
  const auto settled = settle(Which::Overdue);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
  (void)std::signal(SIGXFSZ, old_action);
  EXPECT_TRUE(settled && *settled);
  expect_before();
}

TEST_F(Transaction, leaves_nothing_beside_the_files_when_it_is_confirmed) {
  ASSERT_TRUE(make());
  ASSERT_TRUE(journal_.confirm("sshd"));
  ASSERT_TRUE(drop_ways_back(change_));
  expect_after();
  EXPECT_FALSE(std::filesystem::exists(stack_ + ".ozibus-old"));
}

TEST_F(Transaction, takes_no_way_back_that_somebody_else_has_changed) {
  make_overdue();
  (void)folder_.write("stack.ozibus-old", "theirs\n", 0640);
  ASSERT_TRUE(settle(Which::Overdue));
  expect_before();
}

TEST_F(Transaction, puts_back_a_link_that_somebody_has_made) {
  make_overdue();
  std::filesystem::remove(stack_);
  std::filesystem::create_symlink("/dev/null", stack_);
  const auto settled = settle(Which::Overdue);
  ASSERT_TRUE(settled && *settled);
  EXPECT_THAT((*settled)->notes, ElementsAre(HasSubstr("symbolic link")));
  expect_before();
}

TEST_F(Transaction, is_not_put_back_while_somebody_is_making_it) {
  make_overdue();
  const auto lock = journal_.lock(Patience::Wait);
  ASSERT_TRUE(lock && *lock);
  const auto settled = change::settle(journal_, Which::Any, Patience::Leave, reload_nothing);
  ASSERT_TRUE(settled);
  EXPECT_FALSE(*settled);
  expect_after();
}

TEST_F(Transaction, that_cannot_be_read_is_an_error_and_not_forgotten) {
  make_overdue();
  (void)folder_.write("state/change/pending/change", "nonsense\n");
  EXPECT_FALSE(settle(Which::Any));
  EXPECT_TRUE(journal_.has_pending());
}

}  // namespace
}  // namespace ozibus::ctl::change
