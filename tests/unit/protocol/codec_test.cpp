// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::protocol {
namespace {

template <typename Message>
std::string encoded(const Message& message) {
  std::array<char, kMaxFrame> frame{};
  const std::size_t size = encode(message, std::span<char, kMaxFrame>(frame));
  return {frame.data(), size};
}
std::string from_module(const FromModule& message) {
  return encoded(message);
}
std::string from_helper(const FromHelper& message) {
  return encoded(message);
}

auto read_module(const std::string& frame) {
  return decode<FromModule>(std::span(frame.data(), frame.size()));
}
auto read_helper(const std::string& frame) {
  return decode<FromHelper>(std::span(frame.data(), frame.size()));
}

TEST(Codec, carries_every_field_of_start) {
  const Start sent{.user = "al\xff/..",
                   .service = "sshd",
                   .rhost = "192.0.2.1",
                   .tty = "ssh",
                   .ruser = "",
                   .config_path = "/etc/ozibus/ozibus.conf",
                   .debug = true,
                   .has_conversation = false,
                   .has_password = true};
  const std::string frame = from_module(sent);
  const auto read = read_module(frame);
  ASSERT_TRUE(read);
  const Start& got = std::get<Start>(*read);
  EXPECT_EQ(got.user, sent.user);
  EXPECT_EQ(got.service, sent.service);
  EXPECT_EQ(got.rhost, sent.rhost);
  EXPECT_EQ(got.tty, sent.tty);
  EXPECT_EQ(got.ruser, sent.ruser);
  EXPECT_EQ(got.config_path, sent.config_path);
  EXPECT_TRUE(got.debug);
  EXPECT_FALSE(got.has_conversation);
  EXPECT_TRUE(got.has_password);
}

TEST(Codec, carries_every_other_message) {
  const std::string answer_frame = from_module(Answer{"123456"});
  EXPECT_EQ(std::get<Answer>(*read_module(answer_frame)).text, "123456");
  for (const auto reason : {RefusalReason::Failed, RefusalReason::NoAnswer, RefusalReason::PasswordGiven}) {
    EXPECT_EQ(std::get<Refusal>(*read_module(from_module(Refusal{reason}))).reason, reason);
  }
  EXPECT_EQ(std::get<Ready>(*read_helper(from_helper(Ready{110'000}))).login_timeout_ms, 110'000U);
  const std::string error_frame = from_helper(Error{"No.\nReally."});
  EXPECT_EQ(std::get<Error>(*read_helper(error_frame)).text, "No.\nReally.");
  for (const auto echo : {Echo::Off, Echo::On}) {
    const std::string prompt_frame = from_helper(Prompt{"Code: ", echo});
    const auto prompt = std::get<Prompt>(*read_helper(prompt_frame));
    EXPECT_EQ(prompt.text, "Code: ");
    EXPECT_EQ(prompt.echo, echo);
  }
  for (const auto outcome :
       {Outcome::Accepted, Outcome::Ignored, Outcome::Denied, Outcome::TimedOut, Outcome::AttemptsUsedUp,
        Outcome::UserUnknown, Outcome::Unavailable, Outcome::Misconfigured, Outcome::ConversationFailed}) {
    EXPECT_EQ(std::get<Verdict>(*read_helper(from_helper(Verdict{outcome}))).outcome, outcome);
  }
}

TEST(Codec, fits_the_longest_start) {
  const std::string longest(kMaxField, 'x');
  EXPECT_TRUE(read_module(
      from_module(Start{longest, longest, longest, longest, longest, longest, true, true, true})));
}

TEST(Codec, does_not_send_what_breaks_a_limit) {
  EXPECT_EQ(from_module(Start{.user = std::string(kMaxField + 1, 'x')}), "");
  EXPECT_EQ(from_module(Answer{std::string(kMaxText + 1, 'x')}), "");
  EXPECT_EQ(from_module(Answer{std::string_view("1\0002", 3)}), "");
  EXPECT_EQ(from_helper(Error{"\x1b[2J"}), "");
  EXPECT_EQ(from_helper(Prompt{"caf\xc3\xa9: ", Echo::On}), "");
  EXPECT_EQ(from_helper(Ready{kMaxLoginTimeoutMs + 1}), "");
}

TEST(Codec, refuses_every_shortened_and_every_lengthened_frame) {
  for (const std::string& frame :
       {from_module(Start{.user = "alice", .service = "sshd"}), from_module(Answer{"123456"}),
        from_module(Refusal{RefusalReason::Failed})}) {
    for (std::size_t size = 0; size < frame.size(); ++size)
      EXPECT_FALSE(read_module(frame.substr(0, size))) << size;
    EXPECT_FALSE(read_module(frame + '\0'));
  }
  for (const std::string& frame : {from_helper(Ready{1}), from_helper(Prompt{"Code: ", Echo::On}),
                                   from_helper(Error{"x"}), from_helper(Verdict{Outcome::Accepted})}) {
    for (std::size_t size = 0; size < frame.size(); ++size)
      EXPECT_FALSE(read_helper(frame.substr(0, size))) << size;
    EXPECT_FALSE(read_helper(frame + '\0'));
  }
}

TEST(Codec, refuses_what_only_the_other_end_may_say) {
  EXPECT_FALSE(read_helper(from_module(Answer{"123456"})));
  EXPECT_FALSE(read_module(from_helper(Verdict{Outcome::Accepted})));
}

TEST(Codec, tells_another_version_apart_from_garbage) {
  std::string frame = from_helper(Verdict{Outcome::Accepted});
  frame[2] = static_cast<char>(kVersion + 1);
  EXPECT_EQ(read_helper(frame).error(), Misread::OtherVersion);
  frame[0] = 'X';
  EXPECT_EQ(read_helper(frame).error(), Misread::Garbled);
}

TEST(Codec, refuses_terminal_escapes_in_what_is_shown) {
  std::string frame = from_helper(Error{"abc"});
  frame[frame.size() - 1] = '\x1b';
  EXPECT_FALSE(read_helper(frame));
}

TEST(Codec, lets_no_flipped_bit_turn_a_verdict_into_one_that_does_not_refuse) {
  for (const auto outcome :
       {Outcome::Denied, Outcome::TimedOut, Outcome::AttemptsUsedUp, Outcome::UserUnknown,
        Outcome::Unavailable, Outcome::Misconfigured, Outcome::ConversationFailed}) {
    const std::string frame = from_helper(Verdict{outcome});
    for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
      std::string flipped = frame;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      const auto read = read_helper(flipped);
      if (!read || !std::holds_alternative<Verdict>(*read)) continue;
      EXPECT_NE(std::get<Verdict>(*read).outcome, Outcome::Accepted);
      EXPECT_NE(std::get<Verdict>(*read).outcome, Outcome::Ignored);
    }
  }
}

// Whatever is read writes itself back to the same bytes: there is one form of each message.
TEST(Codec, reads_random_frames_only_in_their_one_form) {
  std::mt19937 random(20240601);
  const std::string seeds[] = {from_module(Start{.user = "alice", .service = "sshd", .rhost = "192.0.2.1"}),
                               from_module(Answer{"123456"}),
                               from_module(Refusal{RefusalReason::NoAnswer}),
                               from_helper(Prompt{"Code: ", Echo::On}),
                               from_helper(Ready{5000}),
                               from_helper(Verdict{Outcome::Denied})};
  int understood = 0;
  for (int round = 0; round < 200'000; ++round) {
    std::string frame = seeds[random() % std::size(seeds)];
    for (auto changes = 1 + random() % 3; changes > 0; --changes) {
      frame[random() % frame.size()] = static_cast<char>(random());
    }
    if (const auto read = read_module(frame)) {
      EXPECT_EQ(from_module(*read), frame);
      ++understood;
    }
    if (const auto read = read_helper(frame)) {
      EXPECT_EQ(from_helper(*read), frame);
      ++understood;
    }
  }
  EXPECT_GT(understood, 1000);
}

}  // namespace
}  // namespace ozibus::protocol
