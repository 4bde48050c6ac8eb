// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/contacts/map_file.h"

namespace ozibus::contacts {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kWildcard = "*: everyone@example.com\n";

std::string error_of(std::string_view map, std::string_view login) {
  const auto result = look_up(map, login);
  return result.size() == 1 && result[0].starts_with("error: ") ? result[0].substr(7) : "";
}

// Each map has one bad line, for alice, and a wildcard that must not serve her in its place.
TEST(UsersMapErrors, say_line_and_column_and_what_to_write) {
  const struct {
    std::string_view map;
    std::string_view place;
    std::string_view what;
  } cases[] = {
      {"alice", "1:6: ", "no ':' after the login"},
      {"\nalice", "2:6: ", "no ':' after the login"},
      {"alice\r\n", "1:6: ", "no ':' after the login"},
      {"alice a@example.com", "1:7: ", "no ':' after the login"},
      {"alice # : a@example.com", "1:7: ", "no ':' after the login"},
      {"alice\ta: a@example.com", "1:7: ", "no ':' after the login"},
      {"alice:", "1:7: ", "no contact"},
      {"alice:  ", "1:9: ", "no contact"},
      {"alice: # a@example.com", "1:8: ", "no contact"},
      {"alice:\r\n", "1:7: ", "no contact"},
      {"alice: ,", "1:8: ", "contact 1 is empty"},
      {"alice: ,a@example.com", "1:8: ", "contact 1 is empty"},
      {"alice: a@example.com,", "1:22: ", "contact 2 is empty"},
      {"alice: a@example.com, ", "1:23: ", "contact 2 is empty"},
      {"alice: a@example.com,,b@example.com", "1:22: ", "contact 2 is empty"},
      {"alice: a@example.com, # b@example.com", "1:23: ", "contact 2 is empty"},
      {"alice: nonsense", "1:8: ", "contact 1 is neither a telephone number nor a mail address"},
      {"alice:   0400000001", "1:10: ", "contact 1 is neither"},
      {"# x\nbob: x\n  alice: a@example.com, nonsense", "3:25: ", "contact 2 is neither"},
      {"alice: a@example.com b@example.com", "1:8: ", "contact 1 is neither"},
      {"alice: a@example.com; b@example.com", "1:8: ", "contact 1 is neither"},
      {"alice: : a@example.com", "1:8: ", "contact 1 is neither"},
      {"alice:# comment", "1:7: ", "contact 1 is neither"},
      {"alice: {usr}@example.com", "1:8: ", "contact 1 has braces that are not {user}"},
      {"alice: {user}{@example.com", "1:8: ", "contact 1 has braces"},
      {"alice: {user} x@example.com",
       "1:8: ", "contact 1 makes no telephone number or mail address of this login"},
      {"alice: a@b,b@b,c@b,d@b,e@b,f@b,g@b,h@b,i@b", "1:40: ", "more than 8 contacts"},
      {"alice: a@example.com\0"sv, "1:21: ", "control character"},
      {"alice: a@example.com # \x01 comment", "1:24: ", "control character"},
      {"alice: a@exa\x7fmple.com", "1:13: ", "control character"},
      {"alice: a@example.com\r # comment", "1:21: ", "control character"},
      {"alice: a@example.com\r\r\n", "1:21: ", "control character"},
      {"alice:\x1b[31m a@example.com", "1:7: ", "control character"},
      {"\xef\xbb\xbf"
       "alice: nonsense",
       "1:8: ", "contact 1 is neither"},
      {"alice: \xc3\xa4@example.com", "1:8: ", "contact 1 is neither"},
  };
  for (const auto& c : cases) {
    const std::string error = error_of(std::string(c.map) + "\n" + kWildcard, "alice");
    EXPECT_THAT(error, StartsWith("/etc/ozibus/users.map:" + std::string(c.place))) << c.map;
    EXPECT_THAT(error, HasSubstr(c.what)) << c.map;
    EXPECT_THAT(error, HasSubstr("; ")) << c.map;
  }
}

TEST(UsersMapErrors, leave_everybody_else_alone) {
  const std::string map = "alice\nalice: x\nalice: ,\n" + kWildcard + "bob: b@example.com\n";
  EXPECT_NE(error_of(map, "alice"), "");
  EXPECT_EQ(look_up(map, "bob"), Addresses{"b@example.com"});
  EXPECT_EQ(look_up(map, "carol"), Addresses{"everyone@example.com"});
}

TEST(UsersMapErrors, hold_no_contact) {
  const std::string map = "alice: secret-a@example.com, secret-b at example.com, +61400000001x\n";
  EXPECT_THAT(error_of(map, "alice"), Not(HasSubstr("secret")));
  EXPECT_THAT(error_of("alice: +61400000001x\n", "alice"), Not(HasSubstr("0000001x")));
}

TEST(UsersMapErrors, name_both_lines_of_a_login_that_stands_twice) {
  const std::string map = "alice: a@example.com\n#\nalice: a@example.com\nalice: c@example.com\n" + kWildcard;
  EXPECT_EQ(error_of(map, "alice"),
            "/etc/ozibus/users.map:3:1: names the same login as line 1; keep one of the two lines");
  EXPECT_EQ(look_up(map, "bob"), Addresses{"everyone@example.com"});
}

TEST(UsersMapErrors, come_to_those_who_would_use_a_wildcard_that_stands_twice) {
  const std::string map = "*: a@example.com\nalice: alice@example.com\n* : b@example.com\n";
  EXPECT_EQ(error_of(map, "bob"),
            "/etc/ozibus/users.map:3:1: names the same login as line 1; keep one of the two lines");
  EXPECT_EQ(look_up(map, "alice"), Addresses{"alice@example.com"});
}

TEST(UsersMapErrors, come_to_those_who_would_use_a_broken_wildcard) {
  for (const std::string map : {"*\n", "* a@example.com\n", "*:\n", "*: nonsense\n", "*: a@b,\n"}) {
    EXPECT_THAT(error_of(map + "alice: alice@example.com\n", "bob"), StartsWith("/etc/ozibus/users.map:1:"))
        << map;
    EXPECT_EQ(look_up(map + "alice: alice@example.com\n", "alice"), Addresses{"alice@example.com"}) << map;
  }
}

TEST(UsersMapErrors, come_to_a_login_that_makes_no_address) {
  for (const std::string_view login : {"a@evil.example", "x,evil@evil.example", "carol.", "..", "a\\b",
                                       "j\xc3\xb6rg", "\"carol\"", "a;b", "(a)"}) {
    const std::string error = error_of("*: {user}@example.com\n", login);
    EXPECT_THAT(error, HasSubstr(":1:4: contact 1 makes no telephone number or mail address of this login"))
        << login;
  }
}

TEST(UsersMapErrors, come_to_a_login_that_no_line_can_name) {
  const std::string map = "*: a@example.com\n#x: b@example.com\n: c@example.com\n";
  const std::string_view logins[] = {
      "*",
      "",
      ":",
      "#x",
      "#",
      "a:b",
      "a#b",
      "a b",
      " alice",
      "alice ",
      "a\tb",
      "alice\n",
      "\r",
      "alice\0"sv,
      "\0"sv,
      "\x7f",
      "a\x1b"
      "b",
  };
  for (const auto login : logins) {
    EXPECT_THAT(error_of(map, login), StartsWith("/etc/ozibus/users.map: ")) << login;
    EXPECT_THAT(error_of("", login), StartsWith("/etc/ozibus/users.map: ")) << login;
  }
  EXPECT_NE(error_of(map, std::string(257, 'a')), "");
  EXPECT_EQ(error_of(map, std::string(256, 'a')), "");
}

TEST(UsersMapErrors, come_with_a_line_that_is_too_long) {
  const auto line = [](std::size_t size) {
    const std::string begin = "alice: a@example.com # ";
    return begin + std::string(size - begin.size(), 'x');
  };
  for (const std::string end : {"", "\n", "\r\n"}) {
    EXPECT_EQ(look_up(line(4096) + end, "alice"), Addresses{"a@example.com"});
    for (const std::size_t size : {4097UL, 8191UL, 8192UL, 8193UL, 131072UL, 1UL << 20}) {
      EXPECT_EQ(error_of("\n" + line(size) + end, "alice"),
                "/etc/ozibus/users.map:2:4097: the line is longer than 4096 bytes; shorten it")
          << size;
    }
  }
  EXPECT_EQ(look_up("\xef\xbb\xbf" + line(4096) + "\r\n", "alice"), Addresses{"a@example.com"});
  EXPECT_NE(error_of("\xef\xbb\xbf" + line(4097) + "\r\n", "alice"), "");
}

TEST(UsersMapErrors, count_lines_in_a_large_file) {
  std::string map;
  for (int i = 0; i < 50000; ++i)
    map += i % 1000 == 0 ? std::string(10000, 'x') + "\n" : "somebody: x\n";
  EXPECT_THAT(error_of(map + "alice: x\n", "alice"), StartsWith("/etc/ozibus/users.map:50001:8: "));
}

TEST(UsersMapErrors, come_when_the_file_cannot_be_read) {
  const base::UniqueFd folder(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto contacts = find_contacts(folder.get(), "/etc/ozibus/users.map", "alice");
  ASSERT_FALSE(contacts);
  EXPECT_EQ(contacts.error().reason, "/etc/ozibus/users.map: Is a directory; check the file system");
}

}  // namespace
}  // namespace ozibus::contacts
