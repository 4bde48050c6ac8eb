// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/contact.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>

namespace ozibus::contacts {
namespace {

using namespace std::string_view_literals;

static_assert(!std::is_default_constructible_v<Contact>);
static_assert(!std::is_constructible_v<Contact, Channel, std::string>);

TEST(Contact, reads_numbers_and_drops_what_stands_within) {
  const struct {
    std::string_view text;
    std::string_view address;
  } cases[] = {
      {"+61400000001", "+61400000001"},           {"+12345678", "+12345678"},
      {"+123456789012345", "+123456789012345"},   {"+61 400 000 001", "+61400000001"},
      {"+61-400-000-001", "+61400000001"},        {"+61.400.000.001", "+61400000001"},
      {"+1 (555) 010-9999", "+15550109999"},      {"+(61)400000001", "+61400000001"},
      {"+61\t400\t000 001", "+61400000001"},      {"+ 61400000001", "+61400000001"},
      {"+6 1 4 0 0 0 0 0 0 0 1", "+61400000001"}, {"+1--------2345678", "+12345678"},
  };
  for (const auto& c : cases) {
    const auto contact = Contact::parse(c.text);
    ASSERT_TRUE(contact) << c.text;
    EXPECT_EQ(contact->channel(), Channel::Sms) << c.text;
    EXPECT_EQ(contact->address(), c.address) << c.text;
  }
}

TEST(Contact, refuses_what_is_no_number) {
  const std::string_view cases[] = {
      "",
      "+",
      "+1234567",
      "+1234567890123456",
      "+01234567",
      "+0061400000001",
      "61400000001",
      "0400000001",
      "++61400000001",
      "+61400000001+",
      "+61 400 000 001 ",
      "+61400000001-",
      " +61400000001",
      "+61400000001;ext=5",
      "+61400000001x",
      "+61400000001,",
      "+61/400000001",
      "+61_400000001",
      "tel:+61400000001",
      "+61400000001\n",
      "+61\n400000001",
      "+61400000001\0"sv,
      "+61\0"
      "400000001"sv,
      "+6140000000\xef\xbc\x91",
      "\xef\xbc\x8b"
      "61400000001",
      "+61\xc2\xa0"
      "400000001",
      "+- ().",
      "+abcdefgh",
  };
  for (const auto text : cases)
    EXPECT_FALSE(Contact::parse(text)) << text;
}

TEST(Contact, refuses_the_zero_that_is_not_dialled_with_a_country_code) {
  EXPECT_FALSE(Contact::parse("+44 (0)20 7946 0000"));
  EXPECT_FALSE(Contact::parse("+61 (0)400 000 001"));
  EXPECT_TRUE(Contact::parse("+1 (201) 555-0100"));
}

TEST(Contact, reads_mail_addresses_as_they_are) {
  const std::string longest_local(64, 'l');
  const std::string longest_label(63, 'd');
  const std::string longest =
      longest_local + "@" + longest_label + "." + longest_label + "." + std::string(61, 'd');
  ASSERT_EQ(longest.size(), 254U);
  const std::string_view cases[] = {
      "alice@example.com",
      "a@b",
      "Alice.B@Example.COM",
      "alice+otp@mail.example.org",
      "o'brien@example.com",
      "!#$%&'*+-/=?^_`{|}~@example.com",
      "1@2.3",
      "a@xn--bcher-kva.example",
      "a@a-b.c--d",
      "a@127.0.0.1",
      longest,
  };
  for (const auto text : cases) {
    const auto contact = Contact::parse(text);
    ASSERT_TRUE(contact) << text;
    EXPECT_EQ(contact->channel(), Channel::Mail) << text;
    EXPECT_EQ(contact->address(), text);
  }
}

TEST(Contact, refuses_what_is_no_mail_address) {
  const std::string long_local = std::string(65, 'l') + "@example.com";
  const std::string long_label = "a@" + std::string(64, 'd') + ".com";
  const std::string long_address = std::string(64, 'l') + "@" + std::string(63, 'd') + "." +
                                   std::string(63, 'd') + "." + std::string(62, 'd');
  ASSERT_EQ(long_address.size(), 255U);
  const std::string_view cases[] = {
      "@",
      "a@",
      "@example.com",
      "example.com",
      "a@b@example.com",
      "a@@example.com",
      "a@example.com@",
      ".a@example.com",
      "a.@example.com",
      "a..b@example.com",
      "a b@example.com",
      "a@exam ple.com",
      "a@.example.com",
      "a@example.com.",
      "a@example..com",
      "a@-example.com",
      "a@example-.com",
      "a@exa_mple.com",
      "a@[127.0.0.1]",
      "\"a b\"@example.com",
      "a(b)@example.com",
      "a,b@example.com",
      "a;b@example.com",
      "a:b@example.com",
      "<a@example.com>",
      "Alice <a@example.com>",
      "a\\b@example.com",
      "a@example.com\n",
      "a\r\nBcc: b@example.com",
      "a@example.com\0"sv,
      "a\0@example.com"sv,
      "a\x7f@example.com",
      "a\t@example.com",
      "\xc3\xa4@example.com",
      "a@b\xc3\xbc"
      "cher.example",
      "a@example.com?cc=b",
      " a@example.com",
      "a@example.com ",
      "mailto:a@example.com",
      long_local,
      long_label,
      long_address,
  };
  for (const auto text : cases)
    EXPECT_FALSE(Contact::parse(text)) << text;
}

TEST(Contact, never_holds_anything_but_printable_ascii) {
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    for (std::string text :
         {std::string("+6140000_0001"), std::string("a_b@example.com"), std::string("a@ex_ample.com")}) {
      text.replace(text.find('_'), 1, 1, c);
      const auto contact = Contact::parse(text);
      if (!contact) continue;
      EXPECT_TRUE(std::ranges::all_of(contact->address(), [](char d) { return d > ' ' && d < '\x7f'; }))
          << byte;
    }
  }
}

TEST(Contact, masks_without_telling_the_length) {
  const struct {
    std::string_view text;
    std::string_view masked;
  } cases[] = {
      {"+61400000001", "+61*****001"},
      {"+12345678", "+12*****678"},
      {"+123456789012345", "+12*****345"},
      {"+61 400 000 001", "+61*****001"},
      {"alice@example.com", "a*****@example.com"},
      {"a@b", "a*****@b"},
      {"longer.name+tag@mail.example.org", "l*****@mail.example.org"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(Contact::parse(c.text)->masked(), c.masked);
}

TEST(Contact, is_equal_when_a_message_would_go_to_the_same_place) {
  EXPECT_EQ(Contact::parse("+61 400 000 001"), Contact::parse("+61400000001"));
  EXPECT_NE(Contact::parse("+61400000001"), Contact::parse("+61400000002"));
  EXPECT_NE(Contact::parse("a@b"), Contact::parse("A@b"));
}

TEST(Channel, has_the_words_of_the_api) {
  EXPECT_EQ(api_word(Channel::Sms), "sms");
  EXPECT_EQ(api_word(Channel::Mail), "mail");
}

}  // namespace
}  // namespace ozibus::contacts
