// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/typed_contact.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::ctl::users {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string read(const std::string& typed, const std::string& region = "") {
  const auto contacts = read_contacts({typed}, region);
  return contacts ? contacts->front().address() : "error: " + contacts.error().reason;
}

TEST(ReadContacts, takes_numbers_with_a_country_code_as_people_write_them) {
  for (const char* typed : {"+61400000001", "+61 400 000 001", "+61 (0)400-000-001", "+61.400.000.001"})
    EXPECT_EQ(read(typed), "+61400000001") << typed;
  EXPECT_EQ(read("+44 (0)7400 123456"), "+447400123456");
  EXPECT_EQ(read("+1 (650) 253-0000"), "+16502530000");
}

TEST(ReadContacts, takes_the_numbers_of_a_region) {
  EXPECT_EQ(read("0400 000 001", "AU"), "+61400000001");
  EXPECT_EQ(read("(0400) 000-001", "AU"), "+61400000001");
  EXPECT_EQ(read("0171/1234567", "DE"), "+491711234567");
  EXPECT_EQ(read("0011 44 7400 123456", "AU"), "+447400123456");
}

TEST(ReadContacts, takes_a_country_code_as_it_is_typed_whatever_the_region) {
  EXPECT_EQ(read("+44 7400 123456", "AU"), "+447400123456");
}

TEST(ReadContacts, asks_for_the_country_code_that_is_missing) {
  EXPECT_THAT(read("0400 000 001"), AllOf(HasSubstr("no country code"), HasSubstr("--region AU")));
}

TEST(ReadContacts, refuses_regions_that_do_not_exist) {
  for (const char* region : {"au", "AUS", "XX", "ZZ", "001", "+61"})
    EXPECT_THAT(read("0400 000 001", region), HasSubstr("no region has this code")) << region;
}

TEST(ReadContacts, refuses_numbers_that_get_no_text_messages) {
  for (const char* typed : {"02 9374 4000", "1800 000 000", "13 12 34"})
    EXPECT_THAT(read(typed, "AU"), AllOf(StartsWith("error: " + std::string(typed)), HasSubstr("mobile")))
        << typed;
}

TEST(ReadContacts, refuses_what_is_no_number) {
  for (const char* typed :
       {"+", "000", "0400 000 00", "0400 000 0011", "0400 FLOWER", "0400 000 001 ext 5", "0400000001;ext=5",
        "tel:0400000001", "+61+400000001", "0400000001,0400000002",
        "\xd9\xa0\xd9\xa4\xd9\xa0\xd9\xa0\xd9\xa0\xd9\xa0\xd9\xa0\xd9\xa0\xd9\xa0\xd9\xa1"})
    EXPECT_THAT(read(typed, "AU"), StartsWith("error: " + std::string(typed) + ": ")) << typed;
}

TEST(ReadContacts, takes_mail_addresses_as_they_are) {
  EXPECT_EQ(read("Alice.B+otp@Example.com"), "Alice.B+otp@Example.com");
  for (const char* typed : {"alice@", "@example.com", "a b@example.com", "a@b@c"})
    EXPECT_THAT(read(typed), HasSubstr("is no mail address; write one such as name@example.com")) << typed;
}

std::string complaint(const std::vector<std::string>& typed, const std::string& region = "") {
  const auto contacts = read_contacts(typed, region);
  return contacts ? "" : contacts.error().reason;
}

TEST(ReadContacts, knows_a_number_that_the_shell_took_apart) {
  EXPECT_EQ(complaint({"+61", "400", "000", "001", "alice@example.com"}),
            "+61 400 000 001: is more than one word; put the number in quotes: '+61 400 000 001'");
  EXPECT_THAT(complaint({"a@x.org", "0400", "000", "001"}, "AU"), HasSubstr("in quotes: '0400 000 001'"));
  EXPECT_THAT(complaint({"+61 400 000", "a@x.org"}), HasSubstr("no such number is known"));
  EXPECT_THAT(complaint({"+61 400 000", "+61 400 000 001"}), HasSubstr("no such number is known"));
  EXPECT_THAT(complaint({"0400000001", "0400000002"}), HasSubstr("add --region AU"));
}

TEST(ReadContacts, says_what_is_empty_and_what_a_comma_is_not_for) {
  EXPECT_THAT(complaint({""}), StartsWith("a contact is empty; "));
  for (const char* typed : {"+61400000001,a@x.org", "a@x.org, b@x.org", "a,b@example.com"})
    EXPECT_THAT(complaint({typed}), HasSubstr("write contacts as separate words")) << typed;
}

TEST(ReadContacts, says_what_stands_in_place_of_two_zeros) {
  EXPECT_THAT(complaint({"0061 400 000 001"}), HasSubstr("write + in place of 00"));
  EXPECT_EQ(read("0049 171 1234567", "DE"), "+491711234567");
}

TEST(ReadContacts, takes_each_contact_once) {
  EXPECT_THAT(complaint({"a@x.org", "a@x.org"}), StartsWith("a@x.org: is there twice"));
  EXPECT_THAT(complaint({"+61400000001", "+61 400 000 001"}), StartsWith("+61 400 000 001: is there twice"));
}

TEST(ReadContacts, keeps_the_order_and_stops_at_what_is_none) {
  const auto contacts = read_contacts({"b@x.org", "0400 000 001", "a@x.org"}, "AU");
  ASSERT_TRUE(contacts);
  ASSERT_EQ(contacts->size(), 3U);
  EXPECT_EQ(contacts->at(0).address(), "b@x.org");
  EXPECT_EQ(contacts->at(1).channel(), contacts::Channel::Sms);
  const auto none = read_contacts({"a@x.org", "nonsense"}, "AU");
  ASSERT_FALSE(none);
  EXPECT_THAT(none.error().reason, StartsWith("nonsense: "));
}

}  // namespace
}  // namespace ozibus::ctl::users
