// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/map_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/contacts/map_file.h"

namespace ozibus::ctl::users {
namespace {

using ::testing::HasSubstr;

const std::string kBom = "\xef\xbb\xbf";

std::vector<contacts::Contact> read(std::initializer_list<const char*> texts) {
  std::vector<contacts::Contact> contacts;
  for (const char* text : texts)
    contacts.push_back(contacts::Contact::parse(text).value());
  return contacts;
}

std::string result_of(const std::string& map, const Result<Edits>& edits) {
  if (!edits) return "error: " + edits.error().reason;
  std::string after;
  for (const std::string_view piece : changed(map, *edits))
    after.append(piece);
  return after;
}

std::string set(const std::string& map,
                std::initializer_list<const char*> texts = {"+61400000002", "a@x.org"},
                const std::string& login = "alice") {
  return result_of(map, set_contacts(map, login, read(texts), "/map"));
}

std::string remove(const std::string& map, const std::string& login = "alice") {
  return result_of(map, remove_lines(map, login, "/map"));
}

struct Case {
  std::string before;
  std::string after;
};

TEST(SetContacts, changes_nothing_but_the_contacts_of_the_login) {
  const Case cases[] = {
      {"alice: b@x.org\n", "alice: +61400000002, a@x.org\n"},
      {"alice: b@x.org", "alice: +61400000002, a@x.org"},
      {"alice:b@x.org\r\nbob: b\r\n", "alice:+61400000002, a@x.org\r\nbob: b\r\n"},
      {" \talice \t:\t b@x.org,c@x.org \t # her own\n",
       " \talice \t:\t +61400000002, a@x.org \t # her own\n"},
      {"alice: b#c@x.org #1 #2\n", "alice: +61400000002, a@x.org #1 #2\n"},
      {kBom + "alice: b@x.org\n", kBom + "alice: +61400000002, a@x.org\n"},
      {"# alice: old\n\n  # more\nalicex: b@x.org\nalice: b@x.org\n*: {user}@x.org\n",
       "# alice: old\n\n  # more\nalicex: b@x.org\nalice: +61400000002, a@x.org\n*: {user}@x.org\n"},
      {"bob nonsense \x01\xff\nalice: b@x.org\n\n: x\nalice2",
       "bob nonsense \x01\xff\nalice: +61400000002, a@x.org\n\n: x\nalice2"},
  };
  for (const auto& [before, after] : cases)
    EXPECT_EQ(set(before), after) << before;
}

TEST(SetContacts, mends_a_line_of_the_login_that_cannot_be_read) {
  const Case cases[] = {
      {"alice\n", "alice: +61400000002, a@x.org\n"},
      {"alice:\n", "alice: +61400000002, a@x.org\n"},
      {"alice: \t# none yet\n", "alice: +61400000002, a@x.org \t# none yet\n"},
      {"  alice 0400 000 001 # her\r\n", "  alice: +61400000002, a@x.org # her\r\n"},
      {"alice: 0400, \x01\n", "alice: +61400000002, a@x.org\n"},
  };
  for (const auto& [before, after] : cases)
    EXPECT_EQ(set(before), after) << before;
}

TEST(SetContacts, gives_a_new_login_the_last_line) {
  const Case cases[] = {
      {"", "alice: +61400000002, a@x.org\n"},
      {"*: {user}@x.org\n", "*: {user}@x.org\nalice: +61400000002, a@x.org\n"},
      {"bob: b@x.org", "bob: b@x.org\nalice: +61400000002, a@x.org\n"},
      {"bob: b@x.org\r\n# end", "bob: b@x.org\r\n# end\r\nalice: +61400000002, a@x.org\r\n"},
      {"bob: b@x.org\r\n# end\r", "bob: b@x.org\r\n# end\r\nalice: +61400000002, a@x.org\r\n"},
      {"\n", "\nalice: +61400000002, a@x.org\n"},
      {"alicex: b@x.org\nalice2\n", "alicex: b@x.org\nalice2\nalice: +61400000002, a@x.org\n"},
  };
  for (const auto& [before, after] : cases)
    EXPECT_EQ(set(before), after) << before;
}

TEST(SetContacts, makes_one_of_several_equal_lines) {
  EXPECT_EQ(set("alice: b@x.org # 1\nbob: b\nalice: b@x.org # 1\r\n# end\nalice: b@x.org # 1"),
            "alice: +61400000002, a@x.org # 1\nbob: b\n# end\n");
}

TEST(SetContacts, leaves_several_lines_that_differ_to_a_person) {
  EXPECT_THAT(set("alice: b@x.org\nbob: b\nalice: b@x.org # home\n"),
              HasSubstr("error: /map:3:1: names the same login as line 1, and they differ; keep one"));
}

TEST(SetContacts, refuses_what_a_login_could_not_read) {
  EXPECT_THAT(set("", {"{user}@x.org"}), HasSubstr("error: /map:1:1: the map has no way to write"));
  EXPECT_THAT(set("bob: b\n", {"#1@x.org"}), HasSubstr("error: /map:2:8: "));
  EXPECT_THAT(set("alice: b@x.org # " + std::string(4090, 'x')),
              HasSubstr("error: /map:1:4097: the line is longer"));
  EXPECT_THAT(set("alice: b@x.org # \x01"), HasSubstr("error: /map:1:32: there is a control character"));
  EXPECT_THAT(set("", {"a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org", "f@x.org", "g@x.org", "h@x.org",
                       "i@x.org"}),
              HasSubstr("more than 8 contacts"));
  for (const char* login : {"*", "", "al ice", "al:ice", "#alice",
                            "\xef\xbb\xbf"
                            "alice"})
    EXPECT_THAT(set("", {"a@x.org"}, login), HasSubstr("error: /map: a login with this name can't stand"))
        << login;
}

TEST(SetContacts, is_what_a_login_then_finds) {
  const std::string maps[] = {"",
                              "\n",
                              kBom,
                              kBom + "alice: b@x.org",
                              "alice",
                              "x\r\nalice:b@x.org,\r",
                              "*: e@x",
                              "alice\t:",
                              "bob: b@x.org",
                              "alice: b\nalice: b\n",
                              "#\nalice #: x\n"};
  for (const std::string& map : maps) {
    const std::string after = set(map);
    EXPECT_EQ(contacts::look_up(after, "alice"), (contacts::Addresses{"+61400000002", "a@x.org"})) << map;
    EXPECT_EQ(contacts::look_up(after, "bob"), contacts::look_up(map, "bob")) << map;
    EXPECT_EQ(set(after), after) << map;
  }
}

TEST(RemoveLines, takes_out_the_lines_of_the_login_and_nothing_else) {
  const Case cases[] = {
      {"alice: b@x.org\n", ""},
      {"bob: b\r\n alice nonsense\r\n\r\nalicex: b\r\n", "bob: b\r\n\r\nalicex: b\r\n"},
      {"# a\nbob: b\nalice: b@x.org", "# a\nbob: b\n"},
      {kBom + "alice: b@x.org\nbob: b", kBom + "bob: b"},
      {"alice: b@x.org\nbob: b\nalice: c@x.org\n", "bob: b\n"},
  };
  for (const auto& [before, after] : cases)
    EXPECT_EQ(remove(before), after) << before;
}

TEST(RemoveLines, says_that_there_is_none) {
  EXPECT_THAT(remove("bob: b\n*: {user}@x.org\n"), HasSubstr("error: /map: no line for alice; "));
  EXPECT_THAT(remove("*: {user}@x.org\n", "*"), HasSubstr("error: /map: a login with this name"));
}

}  // namespace
}  // namespace ozibus::ctl::users
