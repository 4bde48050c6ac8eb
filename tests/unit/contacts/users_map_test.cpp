// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/users_map.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "helper/contacts/line_reader.h"
#include "tests/unit/contacts/map_file.h"

namespace ozibus::contacts {
namespace {

using namespace std::string_view_literals;

const std::string kMap =
    "# Contacts\n"
    "alice: +61400000001, alice@example.com\n"
    "bob:   bob@example.com\n"
    "*:     {user}@example.com          # everyone else\n";

TEST(UsersMap, gives_contacts_in_order_of_preference) {
  EXPECT_EQ(look_up(kMap, "alice"), (Addresses{"+61400000001", "alice@example.com"}));
  EXPECT_EQ(look_up(kMap, "bob"), Addresses{"bob@example.com"});
}

TEST(UsersMap, gives_the_wildcard_to_everyone_without_a_line) {
  EXPECT_EQ(look_up(kMap, "carol"), Addresses{"carol@example.com"});
  EXPECT_EQ(look_up(kMap, "alic"), Addresses{"alic@example.com"});
  EXPECT_EQ(look_up(kMap, "alice2"), Addresses{"alice2@example.com"});
  EXPECT_EQ(look_up(kMap, "Alice"), Addresses{"Alice@example.com"});
}

TEST(UsersMap, gives_nothing_when_nobody_is_meant) {
  EXPECT_EQ(look_up("", "alice"), Addresses{});
  EXPECT_EQ(look_up("\n\n# alice: a@b\n", "alice"), Addresses{});
  EXPECT_EQ(look_up("bob: bob@example.com\n", "alice"), Addresses{});
}

TEST(UsersMap, prefers_the_line_of_the_login_wherever_the_wildcard_stands) {
  EXPECT_EQ(look_up("*: x@example.com\nalice: a@example.com\n", "alice"), Addresses{"a@example.com"});
  EXPECT_EQ(look_up("alice: a@example.com\n*: x@example.com\n", "alice"), Addresses{"a@example.com"});
}

TEST(UsersMap, reads_every_way_to_write_a_line) {
  const std::string_view cases[] = {
      "alice: a@example.com",
      "alice:a@example.com",
      "alice : a@example.com",
      "alice\t:\ta@example.com\t",
      "  alice: a@example.com",
      "\talice: a@example.com  ",
      "alice: a@example.com # comment",
      "alice: a@example.com\t# comment, with: a@b, and # more",
      "alice: a@example.com #",
      "alice: a@example.com\r\n",
      "alice: a@example.com # comment\r\n",
      "alice: a@example.com\r",
      "\xef\xbb\xbf"
      "alice: a@example.com\n",
      "\xef\xbb\xbf"
      "alice: a@example.com",
      "\n\n\nalice: a@example.com\n\n",
      "\r\n\r\nalice: a@example.com\r\n",
      "alice: a@example.com # J\xc3\xb6rg, or \xff not UTF-8",
  };
  for (const auto map : cases)
    EXPECT_EQ(look_up(map, "alice"), Addresses{"a@example.com"}) << map;
}

TEST(UsersMap, begins_a_comment_only_behind_a_blank) {
  EXPECT_EQ(look_up("alice: a#b@example.com\n", "alice"), Addresses{"a#b@example.com"});
  EXPECT_EQ(look_up("#alice: a@example.com\n", "alice"), Addresses{});
  EXPECT_EQ(look_up("  # alice: a@example.com\n", "alice"), Addresses{});
}

TEST(UsersMap, separates_contacts_at_commas_and_drops_formatting_in_numbers) {
  EXPECT_EQ(look_up("alice: +61 (400) 000-001 ,a@example.com,\t+1.555.010.9999\n", "alice"),
            (Addresses{"+61400000001", "a@example.com", "+15550109999"}));
}

TEST(UsersMap, takes_eight_contacts) {
  const std::string eight = "a@b, b@b, c@b, d@b, e@b, f@b, g@b, h@b";
  EXPECT_EQ(look_up("alice: " + eight, "alice").size(), 8U);
}

TEST(UsersMap, puts_the_login_in_place_of_user) {
  EXPECT_EQ(look_up("*: {user}@example.com, {user}@{user}.example\n", "carol"),
            (Addresses{"carol@example.com", "carol@carol.example"}));
  EXPECT_EQ(look_up("alice: {user}+otp@example.com\n", "alice"), Addresses{"alice+otp@example.com"});
  EXPECT_EQ(look_up("*: office@example.com\n", "carol"), Addresses{"office@example.com"});
}

TEST(UsersMap, takes_a_byte_order_mark_only_at_the_start) {
  const std::string mark = "\xef\xbb\xbf";
  EXPECT_EQ(look_up(mark + "*: x@example.com\n", "alice"), Addresses{"x@example.com"});
  EXPECT_EQ(look_up("\n" + mark + "alice: a@example.com\n", "alice"), Addresses{});
}

TEST(UsersMap, reads_a_login_that_is_not_ascii) {
  EXPECT_EQ(look_up("j\xc3\xb6rg: joerg@example.com\n", "j\xc3\xb6rg"), Addresses{"joerg@example.com"});
}

TEST(UsersMap, never_reads_the_lines_of_others) {
  std::string map = "bob +1\nbob: , ,\n: a@b\n\xff\xfe\x00\x01 garbage\n";
  map += std::string("ali\0ce: evil@example.com\n", 25);
  map += std::string("\0\0\0\n", 4);
  map += std::string(1 << 20, 'x') + "\n";
  map += "alicealice: evil@example.com\nalice.: evil@example.com\nxalice: evil@example.com\n";
  map += "b: alice: evil@example.com\n,alice: evil@example.com\n";
  EXPECT_EQ(look_up(map, "alice"), Addresses{});
  EXPECT_EQ(look_up(map + "alice: a@example.com", "alice"), Addresses{"a@example.com"});
  EXPECT_EQ(look_up("alice: a@example.com\n" + map, "alice"), Addresses{"a@example.com"});
}

TEST(UsersMap, does_not_take_the_inside_of_an_overlong_line_for_a_line) {
  // Without '\n' the text behind any chunk's border is still the same line.
  for (const std::size_t size : {std::size_t{8192}, LineReader::kChunk, 2 * LineReader::kChunk}) {
    for (std::size_t length = size - 2; length <= size + 2; ++length) {
      const std::string map = std::string(length, 'x') + "alice: evil@example.com\nbob: b@example.com\n";
      EXPECT_EQ(look_up(map, "alice"), Addresses{}) << length;
      EXPECT_EQ(look_up(map, "bob"), Addresses{"b@example.com"}) << length;
    }
  }
}

TEST(UsersMap, finds_a_line_at_every_distance_from_the_border_of_a_chunk) {
  const std::string line = "alice: a@example.com, +61400000001\n";
  const Addresses expected = {"a@example.com", "+61400000001"};
  for (std::size_t filler = LineReader::kChunk - line.size() - 3; filler <= LineReader::kChunk + 3;
       ++filler) {
    std::string map;
    while (map.size() + 200 < filler)
      map += "somebody: +61400000000\n";
    map += "#" + std::string(filler - map.size() - 2, '-') + "\n";
    EXPECT_EQ(look_up(map + line, "alice"), expected) << filler;
    EXPECT_EQ(look_up(map + line + "*: x@example.com", "alice"), expected) << filler;
    EXPECT_EQ(look_up(map + line + map, "alice"), expected) << filler;
  }
}

TEST(UsersMap, finds_a_line_when_reads_are_short) {
  for (const std::size_t piece : {1UL, 2UL, 7UL}) {
    const base::UniqueFd fd = as_pieces("\xef\xbb\xbf*: x@example.com\r\nalice: a@example.com\r\n", piece);
    const auto contacts = find_contacts(fd.get(), "map", "alice");
    ASSERT_TRUE(contacts);
    ASSERT_EQ(contacts->size(), 1U);
    EXPECT_EQ(contacts->front().address(), "a@example.com");
  }
}

}  // namespace
}  // namespace ozibus::contacts
