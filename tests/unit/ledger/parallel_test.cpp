// SPDX-License-Identifier: Apache-2.0
#include <functional>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "helper/ledger/recovery.h"
#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

constexpr int kProcesses = 16;

class Parallel : public LoginBench {
 protected:
  // What `run` returns in so many processes that begin at once; at most 100 each, -1 for one that failed.
  static std::vector<int> in_processes(int count, const std::function<int(int)>& run) {
    int gate[2];
    EXPECT_EQ(::pipe2(gate, O_CLOEXEC), 0);
    std::vector<pid_t> children;
    for (int i = 0; i < count; ++i) {
      const pid_t child = ::fork();
      if (child == 0) ::_exit(in_child(gate, [&run, i] { return run(i); }));
      children.push_back(child);
    }
    ::close(gate[0]);
    ::close(gate[1]);
    std::vector<int> results;
    for (const pid_t child : children) {
      int status = 0;
      EXPECT_EQ(::waitpid(child, &status, 0), child);
      results.push_back(WIFEXITED(status) && WEXITSTATUS(status) <= 100 ? WEXITSTATUS(status) : -1);
    }
    return results;
  }

  static int sum_of(const std::vector<int>& numbers) {
    int sum = 0;
    for (const int number : numbers) {
      EXPECT_GE(number, 0) << "a process failed";
      sum += number;
    }
    return sum;
  }

 private:
  static int in_child(const int (&gate)[2], const std::function<int()>& run) {
    char nothing = 0;
    ::close(gate[1]);
    // Ends when the last process has been made.
    if (::read(gate[0], &nothing, 1) != 0) return 101;
    try {
      return run();
    } catch (const std::exception&) {
      return 102;
    }
  }
};

TEST_F(Parallel, logins_spend_exactly_the_budget) {
  settings_.send_limit = {7, std::chrono::minutes(15)};
  settings_.send_limit_host = {200, std::chrono::minutes(15)};
  const auto ordered = in_processes(kProcesses, [this](int) {
    int count = 0;
    Ledger ledger = login();
    for (int i = 0; i < 25; ++i) {
      const auto answer = ledger.begin_order("+61400000001", 0, {});
      if (!answer) return 103;
      if (std::holds_alternative<Ordered>(*answer)) ++count;
    }
    return count;
  });
  EXPECT_EQ(sum_of(ordered), 7);
}

TEST_F(Parallel, logins_of_many_users_spend_exactly_the_hosts_budget) {
  settings_.send_limit_host = {11, std::chrono::minutes(15)};
  const auto ordered = in_processes(kProcesses, [this](int i) {
    Ledger ledger = login("user" + std::to_string(i));
    int count = order(ledger).starts_with("ordered") ? 1 : 0;
    count += order(ledger).starts_with("ordered") ? 1 : 0;
    return count;
  });
  EXPECT_EQ(sum_of(ordered), 11);
  Ledger last = login("another");
  EXPECT_TRUE(order(last).starts_with("host over limit"));
}

TEST_F(Parallel, logins_get_exactly_the_attempts_before_the_lock) {
  const auto judged = in_processes(kProcesses, [this](int) {
    int count = 0;
    Ledger ledger = login();
    for (int i = 0; i < 5; ++i)
      count += attempt(ledger) == "judged" ? 1 : 0;
    return count;
  });
  EXPECT_EQ(sum_of(judged), 10);
}

TEST_F(Parallel, first_logins_make_one_record) {
  settings_.send_limit = {kProcesses, std::chrono::minutes(15)};
  for (int round = 0; round < 10; ++round) {
    const std::string user = "user" + std::to_string(round);
    const auto ordered = in_processes(kProcesses, [&](int) {
      Ledger ledger = login(user, "");
      return order(ledger).starts_with("ordered") && ledger.damage().empty() ? 1 : 0;
    });
    EXPECT_EQ(sum_of(ordered), kProcesses);
    Ledger last = login(user, "");
    EXPECT_TRUE(order(last).starts_with("user over limit"));
  }
}

TEST_F(Parallel, logins_set_a_damaged_record_aside_and_none_gets_a_code) {
  (void)login();
  for (int round = 0; round < 5; ++round) {
    folder_.write("state/users/" + hex(digest_of({"alice"})), "garbage " + std::to_string(round));
    const auto ordered = in_processes(kProcesses, [this](int) {
      Ledger ledger = login();
      return order(ledger).starts_with("user over limit") ? 0 : 1;
    });
    EXPECT_EQ(sum_of(ordered), 0);
  }
}

TEST_F(Parallel, logins_use_up_a_recovery_code_once) {
  const std::string alice = "alice";
  const Administration administration(settings_, alice, calendar_);
  const auto set = make_recovery_codes(3);
  ASSERT_TRUE(set);
  for (int round = 0; round < 20; ++round) {
    ASSERT_TRUE(administration.replace_recovery_codes(set->hashes));
    const auto redeemed = in_processes(2, [&](int) {
      Ledger ledger = login();
      const auto code = read_recovery_code(set->codes[1].reveal());
      const auto left = ledger.redeem(*code);
      if (!left) return 103;
      return *left == 2 ? 1 : 0;
    });
    EXPECT_EQ(sum_of(redeemed), 1);
  }
}

}  // namespace
}  // namespace ozibus::ledger
