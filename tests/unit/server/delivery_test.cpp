// SPDX-License-Identifier: Apache-2.0
#include "server/delivery.h"

#include <cstdio>
#include <memory>
#include <regex>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/outbox.h"
#include "server/terminal.h"
#include "tests/unit/server/fakes.h"

namespace ozibus::server {
namespace {

Message message(Channel channel, const std::string& to) {
  return {ManualClock().wall_time(), channel, to, "042137", "Your code is 042137"};
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

TEST(Outbox, writes_one_object_a_message) {
  const TemporaryFolder folder;
  auto file = AppendFile::open(folder / "outbox");
  ASSERT_TRUE(file);
  Outbox outbox(std::move(*file));
  ASSERT_TRUE(outbox.deliver(message(Channel::sms, "+61400000001")));
  ASSERT_TRUE(outbox.deliver(message(Channel::mail, "alice@example.com")));
  EXPECT_EQ(read_file(folder / "outbox"),
            R"({"time":"2026-01-31T12:34:56.789Z","channel":"sms","to":"+61400000001","code":"042137",)"
            R"("text":"Your code is 042137"})"
            "\n"
            R"({"time":"2026-01-31T12:34:56.789Z","channel":"mail","to":"alice@example.com","code":"042137",)"
            R"("text":"Your code is 042137"})"
            "\n");
}

TEST(Terminal, shows_a_message_as_a_phone_would_and_at_once) {
  const TemporaryFolder folder;
  const File file(std::fopen((folder / "terminal").c_str(), "w"));
  Terminal terminal(file.get());
  ASSERT_TRUE(terminal.deliver(message(Channel::sms, "+61400000001")));
  ASSERT_TRUE(terminal.deliver(message(Channel::mail, "alice@example.com")));
  const std::regex wanted(R"(\[\d\d:34:56\] SMS to \+61400000001: Your code is 042137\n)"
                          R"(\[\d\d:34:56\] Mail to alice@example\.com: Your code is 042137\n)");
  const std::string shown = read_file(folder / "terminal");
  EXPECT_TRUE(std::regex_match(shown, wanted)) << shown;
}

TEST(Terminal, that_takes_nothing_is_a_failed_delivery) {
  const File full(std::fopen("/dev/full", "w"));
  ASSERT_TRUE(full);
  EXPECT_FALSE(Terminal(full.get()).deliver(message(Channel::sms, "+61400000001")));
}

TEST(FanOut, reaches_all_and_fails_when_one_fails) {
  auto first = std::make_unique<Phone>();
  auto second = std::make_unique<Phone>();
  Phone& phone = *first;
  Phone& other = *second;
  FanOut all;
  EXPECT_TRUE(all.empty());
  all.add(std::move(first));
  all.add(std::move(second));
  EXPECT_TRUE(all.deliver(message(Channel::sms, "+61400000001")));
  EXPECT_EQ(phone.messages.size(), 1U);
  EXPECT_EQ(other.messages.size(), 1U);
  other.off = true;
  EXPECT_FALSE(all.deliver(message(Channel::sms, "+61400000001")));
}

}  // namespace
}  // namespace ozibus::server
