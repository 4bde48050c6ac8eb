// SPDX-License-Identifier: Apache-2.0
#include "protocol/channel.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include <fcntl.h>
#include <sys/socket.h>

#include <gtest/gtest.h>

namespace ozibus::protocol {
namespace {

using base::Deadline;
using std::chrono::milliseconds;

class ChannelTest : public ::testing::Test {
 protected:
  ChannelTest() {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    module = std::make_unique<ModuleEnd>(base::UniqueFd(ends[0]));
    helper = std::make_unique<HelperEnd>(base::UniqueFd(ends[1]));
  }

  static Deadline soon() { return Deadline::after(milliseconds(20)); }
  static Deadline plenty() { return Deadline::after(milliseconds(30'000)); }

  void send_raw(const std::string& bytes) const {
    EXPECT_EQ(::send(helper->fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }

  std::unique_ptr<ModuleEnd> module;
  std::unique_ptr<HelperEnd> helper;
};

TEST_F(ChannelTest, carries_messages_both_ways) {
  ASSERT_TRUE(module->send(Answer{"123456"}, plenty()));
  const auto answer = helper->receive(plenty());
  ASSERT_TRUE(answer);
  EXPECT_EQ(std::get<Answer>(*answer).text, "123456");
  ASSERT_TRUE(helper->send(Verdict{Outcome::Denied}, plenty()));
  const auto verdict = module->receive(plenty());
  ASSERT_TRUE(verdict);
  EXPECT_EQ(std::get<Verdict>(*verdict).outcome, Outcome::Denied);
}

TEST_F(ChannelTest, gives_up_at_its_deadline) {
  EXPECT_EQ(module->receive(soon()).error(), Fault::TimedOut);
  EXPECT_EQ(module->receive(Deadline::after(milliseconds(0))).error(), Fault::TimedOut);
}

TEST_F(ChannelTest, gives_up_sending_to_an_end_that_does_not_read) {
  tl::expected<void, Fault> sent;
  while (sent)
    sent = helper->send(Error{std::string(kMaxText, 'x')}, soon());
  EXPECT_EQ(sent.error(), Fault::TimedOut);
}

TEST_F(ChannelTest, tells_that_the_other_end_is_gone_and_raises_no_signal) {
  helper.reset();
  EXPECT_EQ(module->send(Answer{"1"}, plenty()).error(), Fault::Closed);
  EXPECT_EQ(module->receive(plenty()).error(), Fault::Closed);
}

TEST_F(ChannelTest, still_reads_a_verdict_whose_sender_left_without_reading_the_answer) {
  ASSERT_TRUE(helper->send(Verdict{Outcome::Denied}, plenty()));
  ASSERT_TRUE(module->send(Answer{"123456"}, plenty()));
  helper.reset();
  const auto verdict = module->receive(plenty());
  ASSERT_TRUE(verdict);
  EXPECT_EQ(std::get<Verdict>(*verdict).outcome, Outcome::Denied);
  EXPECT_EQ(module->receive(plenty()).error(), Fault::Closed);
}

TEST_F(ChannelTest, refuses_garbage_and_frames_that_are_too_long) {
  send_raw("hello");
  EXPECT_EQ(module->receive(plenty()).error(), Fault::Garbled);
  send_raw(std::string(kMaxFrame + 1, 'x'));
  EXPECT_EQ(module->receive(plenty()).error(), Fault::Garbled);
}

TEST_F(ChannelTest, names_the_version_of_a_peer_of_another_build) {
  send_raw("OZ\x07\x15rest");
  EXPECT_EQ(module->receive(plenty()).error(), Fault::OtherVersion);
  EXPECT_EQ(module->peer_version(), 7);
}

TEST_F(ChannelTest, refuses_a_frame_that_brings_a_descriptor) {
  std::array<char, kMaxFrame> frame{};
  iovec data{frame.data(), encode(FromHelper(Error{"x"}), std::span<char, kMaxFrame>(frame))};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr header{};
  header.msg_iov = &data;
  header.msg_iovlen = 1;
  header.msg_control = control.data();
  header.msg_controllen = control.size();
  cmsghdr* message = CMSG_FIRSTHDR(&header);
  message->cmsg_level = SOL_SOCKET;
  message->cmsg_type = SCM_RIGHTS;
  message->cmsg_len = CMSG_LEN(sizeof(int));
  const int passed = helper->fd();
  std::copy_n(reinterpret_cast<const unsigned char*>(&passed), sizeof(passed), CMSG_DATA(message));
  ASSERT_GT(::sendmsg(helper->fd(), &header, 0), 0);
  EXPECT_EQ(module->receive(plenty()).error(), Fault::Garbled);
}

TEST(PacketSocket, keeps_nothing_of_what_it_sent) {
  int ends[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
  PacketSocket sender{base::UniqueFd(ends[0])};
  const PacketSocket receiver{base::UniqueFd(ends[1])};
  std::fill_n(sender.buffer().begin(), 6, '7');
  ASSERT_TRUE(sender.send_packet(6, Deadline::after(milliseconds(30'000))));
  EXPECT_EQ(std::count(sender.buffer().begin(), sender.buffer().end(), '7'), 0);
}

}  // namespace
}  // namespace ozibus::protocol
