// SPDX-License-Identifier: Apache-2.0
#include "ctl/last_logins.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::ctl {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::SizeIs;

std::string entry(const std::string& message) {
  return Json{{"__REALTIME_TIMESTAMP", "1740798309999999"}, {"MESSAGE", message}}.dump() + "\n";
}

const std::string kAlice = entry("result=accepted user=alice service=sshd rhost=203.0.113.5 tty=ssh sends=1");
const std::string kBob =
    entry(R"(result=limited user=bob service=sudo rhost= reason="the user's send_limit")");

TEST(LastLogins, are_in_the_order_of_the_journal) {
  const auto logins = read_journal(kAlice + kBob, "");
  ASSERT_THAT(logins, SizeIs(2));
  EXPECT_EQ(logins_as_json(logins).dump(),
            R"([{"at":"2025-03-01T03:05:09Z","result":"accepted","user":"alice","service":"sshd",)"
            R"("rhost":"203.0.113.5","reason":null},)"
            R"({"at":"2025-03-01T03:05:09Z","result":"limited","user":"bob","service":"sudo",)"
            R"("rhost":null,"reason":"the user's send_limit"}])");
}

TEST(LastLogins, are_those_of_the_user_who_is_asked_for) {
  EXPECT_THAT(read_journal(kAlice + kBob, "bob"), ElementsAre(Field(&PastLogin::user, "bob")));
  EXPECT_THAT(read_journal(kAlice + kBob, "carol"), IsEmpty());
}

TEST(LastLogins, are_ten_at_most) {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += kAlice;
  EXPECT_THAT(read_journal(text, ""), SizeIs(10));
}

TEST(LastLogins, are_no_other_lines_of_the_journal) {
  EXPECT_THAT(read_journal(entry("warning=\"a base URL was down\" user=alice") +
                               entry("pam_ozibus(sshd:auth): authentication failure; user=alice") +
                               "{\"MESSAGE\":[1,2]}\n{\"MESSAGE\":\"result=accepted "
                               "user=alice\"}\n{\"MESSAGE\":\"result=accepted "
                               "user=alice\",\"__REALTIME_TIMESTAMP\":1}\n[]\n{\nnonsense\n" +
                               R"({"__REALTIME_TIMESTAMP":"1","MESSA)",
                           ""),
              IsEmpty());
}

TEST(LastLogins, where_there_is_no_journal_are_null) {
  EXPECT_TRUE(logins_as_json(failure("there is none")).is_null());
}

}  // namespace
}  // namespace ozibus::ctl
