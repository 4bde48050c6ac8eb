// SPDX-License-Identifier: Apache-2.0
// A helper that is killed at any instant of a login: nobody gets in for it, nothing that counted is
// forgotten, and no recovery code is good twice or lost without having been typed.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "helper/ledger/records.h"
#include "tests/module/built.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"
#include "tests/module/processes.h"

namespace ozibus::module_tests {
namespace {

using fakes::ScriptedServer;
using ledger::UserRecord;
using std::chrono::steady_clock;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// A sanitizer makes the helper slower.
const std::size_t kBlocks = built::kIsWatched ? 5 : 20;
constexpr std::size_t kRounds = 10;  // in a block
constexpr std::size_t kCodes = ledger::kMostRecoveryCodes;
constexpr auto kNever = steady_clock::duration::max();

// The helper is nobody's child; as ours, it can't go without telling us how.
class FosterParent {
 public:
  FosterParent() { EXPECT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0); }
  FosterParent(const FosterParent&) = delete;
  FosterParent& operator=(const FosterParent&) = delete;
  ~FosterParent() { ::prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0); }
};

struct Round {
  int pam = -1;
  pid_t helper = -1;
  bool was_killed = false;
  bool code_was_typed = false;  // the one for recovery, at the second question
  steady_clock::duration elapsed{};
  int rejections = 0;  // counted by this login, and sends too
  int sends = 0;
};

class KilledHelper : public ::testing::Test {
 protected:
  KilledHelper() {
    site.configure("", "resend_wait = \"0s\"",
                   "send_limit = \"50 per 1h\"\nsend_limit_host = \"200 per 1h\"\nlockout = \"50 per 1h\"");
    const auto set = ledger::make_recovery_codes(kCodes);
    EXPECT_TRUE(set);
    for (const auto& code : set->codes)
      codes.emplace_back(code.reveal());
    hashes = set->hashes;
  }

  // Nothing counted, every recovery code good, and no record of the client's address.
  void begin_block() const {
    const Memory memory(site);
    ASSERT_TRUE(memory.administration().unlock());
    ASSERT_TRUE(memory.administration().replace_recovery_codes(hashes));
    std::filesystem::remove_all(site.path("state/hosts"));
  }

  // The contact tells the round to which a request belongs.
  [[nodiscard]] static std::string contact_in(std::size_t round) {
    return "+614" + std::to_string(10'000'000 + round);
  }

  // What the state holds of the user, as it is: reading it mends nothing.
  [[nodiscard]] UserRecord record() const {
    UserRecord found{};
    auto file = ledger::find_record<UserRecord>(site.path("state"), kUser);
    if (!file || !*file) {
      ADD_FAILURE() << (file ? "there is no record" : file.error().reason);
      return found;
    }
    const auto looked = (*file)->with([&found](const UserRecord& user) {
      found = user;
      return ledger::Change::Keep;
    });
    EXPECT_TRUE(looked) << looked.error().reason;
    return found;
  }

  // A wrong code first, then that one; the helper is killed after `delay`, unless it has ended by then.
  Round log_in(const std::string& code, steady_clock::duration delay) {
    site.write("users.map", kUser + ": " + contact_in(rounds.size()) + "\n", 0640);
    Round round;
    PamClient client;
    client.will_type("111111");
    client.will_do([&round] { round.code_was_typed = true; }, code);
    std::atomic<bool> over = false;
    const auto began = steady_clock::now();
    std::thread killer([&over, began, delay] {
      while (!over && steady_clock::now() - began < delay) {
      }
      while (!over) {
        for (const auto& helper : processes_named("ozibus-helper")) {
          ::kill(std::stoi(helper.filename().string()), SIGKILL);
          return;
        }
      }
    });
    round.pam = client.authenticate(site.services(), kUser);
    round.elapsed = steady_clock::now() - began;
    over = true;
    killer.join();
    int status = 0;
    round.helper = ::waitpid(-1, &status, 0);
    round.was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    return round;
  }

  // The same with a look at the state before and after it.
  const Round& judge(std::size_t code, steady_clock::duration delay) {
    SCOPED_TRACE(rounds.size());
    const UserRecord before = record();
    Round round = log_in(codes[code], delay);
    const UserRecord after = record();
    round.rejections = static_cast<int>(after.rejections.count - before.rejections.count);
    round.sends = static_cast<int>(after.sends.count - before.sends.count);
    EXPECT_TRUE(round.was_killed || round.pam != PAM_SERVICE_ERR) << "the state is not as it should be";
    expect_no_code_lost(before, after, round, hashes[code]);
    if (round.pam == PAM_SUCCESS) {
      EXPECT_EQ(round.rejections, 1) << "the wrong code, and no other";
    }
    for (const auto& file : files_below(site.path("state")))
      EXPECT_THAT(file.string(), Not(HasSubstr(".damaged")));
    return rounds.emplace_back(round);
  }

  static std::vector<std::string> left_of(const UserRecord& user) {
    std::vector<std::string> left;
    for (std::size_t i = 0; i < user.recovery.count; ++i)
      left.emplace_back(user.recovery.hashes[i].data());
    std::ranges::sort(left);
    return left;
  }

  static void expect_no_code_lost(const UserRecord& before, const UserRecord& after, const Round& round,
                                  const std::string& typed) {
    const auto had = left_of(before);
    const auto has = left_of(after);
    auto without = had;
    std::erase(without, typed);
    if (round.pam == PAM_SUCCESS) {
      EXPECT_THAT(had, Contains(typed)) << "a code that was used up before got in";
      EXPECT_EQ(has, without);
    } else if (round.code_was_typed) {
      EXPECT_THAT(has, AnyOf(had, without));
    } else {
      EXPECT_EQ(has, had);
    }
  }

  // Before the service saw anything it was counted.
  void expect_all_requests_counted() const {
    for (std::size_t connection = 0; connection < server.connections(); ++connection)
      server.wait_until_closed(connection);
    for (std::size_t i = 0; i < rounds.size(); ++i) {
      const auto seen = [&](std::string_view path) {
        return static_cast<int>(std::ranges::count_if(server.requests(), [&](const auto& request) {
          return request.line().find(path) != std::string::npos &&
                 request.body.find(contact_in(i)) != std::string::npos;
        }));
      };
      EXPECT_GE(rounds[i].rejections, seen("/verify")) << i;
      EXPECT_GE(rounds[i].sends, seen("/send")) << i;
    }
  }

  const FosterParent foster_parent;
  const ScriptedServer server{std::vector((kBlocks + 1) * (kRounds + 1), answering({kDone, kRejected}))};
  Site site{server.url()};
  const Syslog log = log_from_now_on();
  std::vector<std::string> codes;
  std::vector<std::string> hashes;
  std::vector<Round> rounds;
};

TEST_F(KilledHelper, lets_nobody_in_forgets_nothing_and_spoils_no_recovery_code) {
  std::mt19937 random(1);
  std::size_t hits = 0;
  auto fastest = steady_clock::duration::max();
  for (std::size_t block = 0; block < kBlocks; ++block) {
    ASSERT_NO_FATAL_FAILURE(begin_block());
    // Undisturbed: whatever the block before has left, all is well. None takes less time than the fastest of
    // these.
    const Round whole = judge(0, kNever);
    ASSERT_EQ(whole.pam, PAM_SUCCESS);
    fastest = std::min(fastest, whole.elapsed);
    std::uniform_int_distribution<steady_clock::rep> instant(0, fastest.count());
    for (std::size_t i = 0; i < kRounds; ++i) {
      const std::size_t code = random() % kCodes;
      const Round& round = judge(code, steady_clock::duration(instant(random)));
      if (round.pam == PAM_SERVICE_ERR) ++hits;
    }
    if (HasFailure()) break;
  }
  EXPECT_GE(hits, kBlocks * kRounds / 2) << "too few were killed before their end";
  expect_all_requests_counted();

  // Nobody got in without a verdict, which the helper sends when it has written this.
  const auto verdicts = log.lines_with("result=recovery");
  for (const Round& round : rounds) {
    if (round.pam != PAM_SUCCESS) continue;
    EXPECT_THAT(verdicts,
                Contains(HasSubstr("ozibus-helper[" + std::to_string(round.helper) + "]: result=recovery")));
  }
}

}  // namespace
}  // namespace ozibus::module_tests
