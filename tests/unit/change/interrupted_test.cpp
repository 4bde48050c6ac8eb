// SPDX-License-Identifier: Apache-2.0
// Whoever makes, confirms or puts back a change is killed at each of the calls that change something.
#include <algorithm>

#include "tests/unit/change/stopped_process.h"
#include "tests/unit/change/two_files.h"

namespace ozibus::ctl::change {
namespace {

constexpr int kMostCalls = 500;

class Interrupted : public TwoFiles {
 protected:
  // Returns at how many calls it was killed.
  int at_each_call(const std::function<void()>& work, const std::function<void()>& afterwards) {
    for (int nth = 1; nth < kMostCalls; ++nth) {
      if (run_until_call(nth, work) == Ending::Finished) return nth - 1;
      expect_no_stack_without_settings();
      afterwards();
      if (HasFailure()) {
        ADD_FAILURE() << "killed at call " << nth;
        return nth;
      }
    }
    ADD_FAILURE() << "it never ends";
    return kMostCalls;
  }

  void lock_and(const std::function<bool()>& work) const {
    const auto lock = journal_.lock(Patience::Wait);
    if (!lock || !*lock || !work()) std::terminate();
  }

  // sshd may be started by then: a stack that relies on the key must find one that insists on it.
  void expect_no_stack_without_settings() const {
    const bool is_alone = *read_file(stack_) == change_.steps[1].after && !*read_file(settings_);
    EXPECT_FALSE(is_alone);
  }

  void settle_to_before() {
    const auto settled = settle(Which::Overdue);
    EXPECT_TRUE(settled) << settled.error().reason;
    EXPECT_TRUE(!settled || !*settled || (*settled)->notes.empty());
    expect_before();
    EXPECT_FALSE(journal_.has_pending());
  }
};

TEST_F(Interrupted, while_it_is_made) {
  const int calls = at_each_call([this] { lock_and([this] { return make().has_value(); }); },
                                 [this] {
                                   // All that was left to do then was to wait for the disk once more.
                                   if (journal_.made_at()) {
                                     expect_after();
                                     EXPECT_TRUE(settle(Which::Any));
                                   }
                                   settle_to_before();
                                 });
  EXPECT_GT(calls, 30);
  expect_after();
}

TEST_F(Interrupted, while_it_is_put_back) {
  change_.due.boot = "another-run";
  const auto make_it = [this] { lock_and([this] { return make().has_value(); }); };
  make_it();
  const int calls = at_each_call([this] { (void)settle(Which::Overdue); },
                                 [&] {
                                   settle_to_before();
                                   make_it();
                                 });
  EXPECT_GT(calls, 10);
  expect_before();
}

TEST_F(Interrupted, while_it_is_confirmed) {
  const auto make_it = [this] { lock_and([this] { return make().has_value(); }); };
  make_it();
  const int calls =
      at_each_call([this] { lock_and([this] { return journal_.confirm("sshd").has_value(); }); },
                   [&] {
                     expect_after();
                     const auto confirmed = journal_.confirmed("sshd");
                     ASSERT_TRUE(confirmed);
                     EXPECT_NE(journal_.has_pending(), confirmed->has_value());
                     EXPECT_TRUE(settle(Which::Any));
                     lock_and([this] { return journal_.begin(change_).has_value(); });
                     EXPECT_TRUE(settle(Which::Any));
                     make_it();
                   });
  EXPECT_GT(calls, 1);
  expect_after();
}

TEST_F(Interrupted, while_it_is_taken_out) {
  Change out = change_;
  out.due = {};  // overdue from the first moment on
  const auto make_it_stay = [this] { lock_and([this] { return make() && journal_.confirm("sshd"); }); };
  make_it_stay();
  int begun = 0;
  const int calls =
      at_each_call([&] { lock_and([&] { return take_out(journal_, out, reload_nothing).has_value(); }); },
                   [&] {
                     if (!journal_.has_pending() && journal_.confirmed("sshd")->has_value())
                       return expect_after();
                     ++begun;
                     settle_to_before();
                     EXPECT_FALSE(journal_.confirmed("sshd")->has_value());
                     make_it_stay();
                   });
  EXPECT_GT(calls, begun);
  EXPECT_GT(begun, 10);
  expect_before();
}

}  // namespace
}  // namespace ozibus::ctl::change
