// SPDX-License-Identifier: Apache-2.0
#include "pam_ozibus/relay.h"

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sys/socket.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::pam_ozibus {
namespace {

using base::Deadline;
using protocol::Echo;
using protocol::FromHelper;
using protocol::Outcome;
using protocol::RefusalReason;
using ::testing::ElementsAre;

class ScriptedHost final : public Host {
 public:
  void show_error(std::string_view text) noexcept override { shown.push_back("error: " + std::string(text)); }
  tl::expected<std::string_view, RefusalReason> ask(std::string_view text, Echo echo,
                                                    AnswerBuffer& into) noexcept override {
    shown.push_back((echo == Echo::On ? "ask: " : "ask hidden: ") + std::string(text));
    if (refusal) return tl::unexpected(*refusal);
    std::copy(answer.begin(), answer.end(), into.data());
    return std::string_view(into.data(), answer.size());
  }

  std::string answer = "123456";
  std::optional<RefusalReason> refusal;
  std::vector<std::string> shown;
};

// What the helper says is written before the relay runs: it reads the same whenever it comes.
class RelayTest : public ::testing::Test {
 protected:
  RelayTest() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    module = std::make_unique<protocol::ModuleEnd>(base::UniqueFd(ends[0]));
    helper = std::make_unique<protocol::HelperEnd>(base::UniqueFd(ends[1]));
  }

  void helper_says(const FromHelper& message) const { ASSERT_TRUE(helper->send(message, soon())); }
  void helper_says_raw(std::string_view bytes) const {
    ASSERT_EQ(::send(helper->fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  auto run() { return relay(*module, host, {.user = "alice", .service = "sshd"}); }
  auto run_after_helper_left() {
    helper.reset();
    return run();
  }
  static Deadline soon() { return Deadline::after(std::chrono::seconds(30)); }

  std::unique_ptr<protocol::ModuleEnd> module;
  std::unique_ptr<protocol::HelperEnd> helper;
  ScriptedHost host;
};

const protocol::Ready kReady{110'000};

TEST_F(RelayTest, shows_asks_answers_and_returns_the_verdict) {
  helper_says(kReady);
  helper_says(protocol::Prompt{"Code: ", Echo::On});
  helper_says(protocol::Prompt{"Again: ", Echo::Off});
  helper_says(protocol::Error{"No."});
  helper_says(protocol::Verdict{Outcome::Accepted});
  EXPECT_EQ(run(), Outcome::Accepted);
  EXPECT_THAT(host.shown, ElementsAre("ask: Code: ", "ask hidden: Again: ", "error: No."));

  const auto start = helper->receive(soon());
  ASSERT_TRUE(start);
  EXPECT_EQ(std::get<protocol::Start>(*start).user, "alice");
  for (int i = 0; i < 2; ++i) {
    const auto answer = helper->receive(soon());
    ASSERT_TRUE(answer);
    EXPECT_EQ(std::get<protocol::Answer>(*answer).text, "123456");
  }
}

TEST_F(RelayTest, tells_the_helper_why_nobody_answers_and_asks_no_more) {
  for (const auto reason : {RefusalReason::Failed, RefusalReason::NoAnswer, RefusalReason::PasswordGiven}) {
    host.refusal = reason;
    host.shown.clear();
    helper_says(kReady);
    helper_says(protocol::Prompt{"Code: ", Echo::On});
    helper_says(protocol::Verdict{Outcome::Accepted});
    EXPECT_EQ(run(), Outcome::ConversationFailed);
    EXPECT_EQ(host.shown.size(), 1U);
    ASSERT_TRUE(helper->receive(soon()));
    const auto refusal = helper->receive(soon());
    ASSERT_TRUE(refusal);
    EXPECT_EQ(std::get<protocol::Refusal>(*refusal).reason, reason);
  }
}

TEST_F(RelayTest, decides_nothing_where_nobody_answers_and_the_helper_says_so) {
  host.refusal = RefusalReason::NoAnswer;
  helper_says(kReady);
  helper_says(protocol::Prompt{"Code: ", Echo::On});
  helper_says(protocol::Verdict{Outcome::Ignored});
  EXPECT_EQ(run(), Outcome::Ignored);
}

TEST_F(RelayTest, fails_the_conversation_where_nobody_answers_and_the_helper_is_gone) {
  host.refusal = RefusalReason::Failed;
  helper_says(kReady);
  helper_says(protocol::Prompt{"Code: ", Echo::On});
  EXPECT_EQ(run_after_helper_left(), Outcome::ConversationFailed);
}

TEST_F(RelayTest, asks_no_more_once_nobody_answered) {
  host.refusal = RefusalReason::Failed;
  helper_says(kReady);
  helper_says(protocol::Prompt{"Code: ", Echo::On});
  helper_says(protocol::Prompt{"Code: ", Echo::On});
  EXPECT_EQ(run().error(), RelayFailure::Broken);
  EXPECT_EQ(host.shown.size(), 1U);
}

TEST_F(RelayTest, takes_a_refusal_before_the_configuration_was_read) {
  helper_says(protocol::Verdict{Outcome::Misconfigured});
  EXPECT_EQ(run_after_helper_left(), Outcome::Misconfigured);
}

TEST_F(RelayTest, takes_the_verdict_of_a_helper_that_ended_while_the_person_typed) {
  helper_says(kReady);
  helper_says(protocol::Prompt{"Code: ", Echo::On});
  helper_says(protocol::Error{"Time is up."});
  helper_says(protocol::Verdict{Outcome::Denied});
  EXPECT_EQ(run_after_helper_left(), Outcome::Denied);
  EXPECT_THAT(host.shown, ElementsAre("ask: Code: ", "error: Time is up."));
}

TEST_F(RelayTest, takes_an_exemption_without_a_question) {
  helper_says(kReady);
  helper_says(protocol::Verdict{Outcome::Ignored});
  EXPECT_EQ(run(), Outcome::Ignored);
  EXPECT_TRUE(host.shown.empty());
}

TEST_F(RelayTest, lets_nobody_in_or_past_before_the_configuration_was_read) {
  for (const auto outcome : {Outcome::Accepted, Outcome::Ignored}) {
    helper_says(protocol::Verdict{outcome});
    EXPECT_EQ(run().error(), RelayFailure::Broken);
  }
}

TEST_F(RelayTest, asks_nothing_before_the_configuration_was_read) {
  helper_says(protocol::Prompt{"Password: ", Echo::Off});
  EXPECT_EQ(run().error(), RelayFailure::Broken);
  EXPECT_TRUE(host.shown.empty());
}

TEST_F(RelayTest, fails_when_the_helper_ends_without_a_verdict) {
  EXPECT_EQ(run_after_helper_left().error(), RelayFailure::Gone);
}

TEST_F(RelayTest, fails_when_the_helper_ends_after_an_answer) {
  helper_says(kReady);
  helper_says(protocol::Prompt{"Code: ", Echo::On});
  EXPECT_EQ(run_after_helper_left().error(), RelayFailure::Gone);
}

TEST_F(RelayTest, fails_on_garbage) {
  helper_says(kReady);
  helper_says_raw("Accepted");
  EXPECT_EQ(run().error(), RelayFailure::Broken);
}

TEST_F(RelayTest, fails_on_what_only_the_module_may_say) {
  helper_says(kReady);
  helper_says_raw(std::string_view("OZ\x02\x02\x00\x00", 6));  // an empty Answer
  EXPECT_EQ(run().error(), RelayFailure::Broken);
}

TEST_F(RelayTest, fails_on_another_version_of_the_protocol) {
  helper_says_raw(std::string_view("OZ\x01\x15", 4));
  EXPECT_EQ(run().error(), RelayFailure::OtherVersion);
  EXPECT_EQ(module->peer_version(), 1);
}

TEST_F(RelayTest, fails_on_a_second_ready) {
  helper_says(kReady);
  helper_says(kReady);
  helper_says(protocol::Verdict{Outcome::Accepted});
  EXPECT_EQ(run().error(), RelayFailure::Broken);
}

// Waits for the whole of kGrace: the one deadline that is nobody's to choose.
TEST_F(RelayTest, fails_when_the_helper_keeps_quiet_past_its_deadline) {
  helper_says(protocol::Ready{0});
  EXPECT_EQ(run().error(), RelayFailure::Silent);
}

TEST_F(RelayTest, fails_when_the_helper_never_stops_talking) {
  const std::jthread talk([this] {
    // More than the socket holds, so it is said while the relay listens, and until that has left.
    tl::expected<void, protocol::Fault> sent = helper->send(kReady, soon());
    while (sent)
      sent = helper->send(protocol::Error{"x"}, soon());
    EXPECT_EQ(sent.error(), protocol::Fault::Closed);
  });
  EXPECT_EQ(run().error(), RelayFailure::Broken);
  EXPECT_EQ(host.shown.size(), static_cast<std::size_t>(protocol::kMaxMessages) - 1);
  module.reset();
}

}  // namespace
}  // namespace ozibus::pam_ozibus
