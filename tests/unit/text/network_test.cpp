// SPDX-License-Identifier: Apache-2.0
#include "helper/text/network.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::text {
namespace {

using namespace std::string_view_literals;

// The plain form of what was read, or "nothing".
std::string address(std::string_view text) {
  const auto parsed = Address::parse(text);
  return parsed ? parsed->text() : "nothing";
}
std::string network(std::string_view text) {
  const auto parsed = Network::parse(text);
  return parsed ? parsed->text() : "nothing";
}

bool lies_in(std::string_view of_address, std::string_view of_network) {
  const auto inner = Address::parse(of_address);
  const auto outer = Network::parse(of_network);
  EXPECT_TRUE(inner) << of_address;
  EXPECT_TRUE(outer) << of_network;
  return inner && outer && outer->contains(*inner);
}

TEST(Address, is_read_in_either_family) {
  for (const auto text : {"0.0.0.0", "10.0.0.1", "203.0.113.5", "255.255.255.255"}) {
    EXPECT_EQ(address(text), text);
    EXPECT_TRUE(Address::parse(text)->is_v4()) << text;
  }
  for (const auto text : {"::", "::1", "2001:db8::5", "fe80::1", "1:2:3:4:5:6:7:8",
                          "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"}) {
    EXPECT_EQ(address(text), text);
    EXPECT_FALSE(Address::parse(text)->is_v4()) << text;
  }
}

TEST(Address, has_one_text_whatever_form_it_was_written_in) {
  EXPECT_EQ(address("2001:DB8:0:0:0:0:0:5"), "2001:db8::5");
  EXPECT_EQ(address("2001:0db8::0005"), "2001:db8::5");
  EXPECT_EQ(Address::parse("2001:DB8:0:0::5"), Address::parse("2001:db8::5"));
  EXPECT_NE(Address::parse("2001:db8::5"), Address::parse("2001:db8::6"));
  EXPECT_NE(Address::parse("0.0.0.0"), Address::parse("::"));
  EXPECT_NE(Address::parse("10.0.0.1"), Address::parse("a00:1::"));
}

TEST(Address, is_v4_when_it_is_a_mapped_one) {
  for (const auto text : {"::ffff:203.0.113.5", "::FFFF:cb00:7105", "0:0:0:0:0:ffff:203.0.113.5"}) {
    EXPECT_EQ(Address::parse(text), Address::parse("203.0.113.5")) << text;
    EXPECT_EQ(address(text), "203.0.113.5");
  }
  for (const auto text : {"::203.0.113.5", "::fffe:203.0.113.5", "64:ff9b::203.0.113.5",
                          "::ffff:0:203.0.113.5", "1::ffff:203.0.113.5"}) {
    ASSERT_TRUE(Address::parse(text)) << text;
    EXPECT_FALSE(Address::parse(text)->is_v4()) << text;
  }
}

TEST(Address, loses_its_zone) {
  for (const auto text : {"fe80::1%eth0", "fe80::1%2", "fe80::1%br-lan.100", "fe80::1%abcdefghijklmno"}) {
    EXPECT_EQ(address(text), "fe80::1") << text;
  }
}

TEST(Address, has_no_zone_that_is_no_interface) {
  const std::string_view cases[] = {
      "fe80::1%",
      "fe80::1%%",
      "fe80::1%eth0%eth1",
      "fe80::1%eth 0",
      "fe80::1% ",
      "fe80::1%eth0\n",
      "fe80::1%eth0/64",
      "fe80::1%\xc3\xa4",
      "fe80::1%\0"sv,
      "fe80::1%eth0\0"sv,
      "fe80::1%abcdefghijklmnop",
      "%eth0",
      "%",
      "fe80::g%eth0",
      "[fe80::1]%eth0",
      "10.0.0.1%",
      "10.0.0.1%eth0",
      "::ffff:10.0.0.1%eth0",
      "example.com%eth0",
  };
  for (const auto text : cases)
    EXPECT_EQ(address(text), "nothing") << text;
}

TEST(Address, is_never_a_name_or_anything_else) {
  const std::string_view cases[] = {
      "",
      " ",
      "localhost",
      "example.com",
      "10.0.0.1.example.com",
      "10.0.0.1.",
      ".10.0.0.1",
      "10.0.0",
      "1.2.3",
      "1",
      "127.1",
      "2130706433",
      "0x7f.1",
      "0x7f.0.0.1",
      "0x7f000001",
      "0177.0.0.1",
      "10.0.0.01",
      "010.0.0.1",
      "10.0.0.256",
      "10.0.0.-1",
      "10.0.0.+1",
      "10.0..1",
      "10.0.0.1 ",
      " 10.0.0.1",
      "10.0.0. 1",
      "10.0.0.1\n",
      "10.0.0.1:22",
      "10.0.0.1/32",
      "10.0.0.1,10.0.0.2",
      "\xd9\xa1.2.3.4",
      "10.0.0.1\0"sv,
      "10.0.0.1\0.example.com"sv,
      "\0"
      "10.0.0.1"sv,
      ":",
      ":::",
      "::1::",
      "1::2::3",
      "1:2:3:4:5:6:7",
      "1:2:3:4:5:6:7:8:9",
      "12345::",
      "::g",
      "::1 ",
      " ::1",
      "[::1]",
      "[::1]:22",
      "::1/128",
      "::1\0"sv,
      "::ffff:10.0.0.256",
      "::ffff:10.0.0",
      "::ffff:localhost",
      "UNKNOWN",
      "tty1",
      "*",
  };
  for (const auto text : cases)
    EXPECT_EQ(address(text), "nothing") << text;
  EXPECT_EQ(address(std::string(100000, '1')), "nothing");
  EXPECT_EQ(address(std::string(100000, ':')), "nothing");
}

TEST(Network, is_read_in_either_family) {
  for (const auto text : {"0.0.0.0/0", "10.0.0.0/8", "10.8.0.0/13", "192.0.2.0/24", "203.0.113.4/31",
                          "203.0.113.5/32", "128.0.0.0/1", "255.255.255.255/32"}) {
    EXPECT_EQ(network(text), text);
  }
  for (const auto text : {"::/0", "2001:db8::/32", "2001:db8:0:0:8000::/65", "fe80::/10", "8000::/1",
                          "2001:db8::4/127", "2001:db8::5/128", "::1/128"}) {
    EXPECT_EQ(Network::parse(text), Network::parse(network(text))) << text;
    EXPECT_NE(network(text), "nothing") << text;
  }
  EXPECT_EQ(network("2001:DB8:0::/32"), "2001:db8::/32");
  EXPECT_EQ(network("2001:db8:0:0:8000::/65"), "2001:db8:0:0:8000::/65");
}

TEST(Network, is_one_address_when_nothing_stands_behind_it) {
  EXPECT_EQ(network("203.0.113.5"), "203.0.113.5/32");
  EXPECT_EQ(network("2001:db8::5"), "2001:db8::5/128");
  EXPECT_EQ(network("::ffff:203.0.113.5"), "203.0.113.5/32");
}

TEST(Network, is_v4_when_it_is_a_mapped_one) {
  EXPECT_EQ(network("::ffff:10.0.0.0/104"), "10.0.0.0/8");
  EXPECT_EQ(network("::ffff:a00:0/104"), "10.0.0.0/8");
  EXPECT_EQ(network("::ffff:10.8.0.0/109"), "10.8.0.0/13");
  EXPECT_EQ(network("::ffff:203.0.113.5/128"), "203.0.113.5/32");
  EXPECT_EQ(network("::ffff:0:0/96"), "0.0.0.0/0");
  for (const auto text : {"::ffff:0:0/95", "::ffff:0:0/80", "::ffff:0:0/0", "::ffff:10.0.0.0/8",
                          "::ffff:10.0.0.0/129", "::ffff:10.0.0.1/104"}) {
    EXPECT_EQ(network(text), "nothing") << text;
  }
}

TEST(Network, has_a_plain_prefix_within_its_family) {
  for (const std::string prefix :
       {"",          " ",     "+8",       "-8", "-0", "08", "00",  "008", " 8",
        "8 ",        "8.0",   "0x8",      "8/", "/8", "33", "128", "99",  "999999999999999999999",
        "255.0.0.0", "eight", "\xd9\xa8", "8\n"}) {
    EXPECT_EQ(network("0.0.0.0/" + prefix), "nothing") << prefix;
  }
  EXPECT_EQ(network("0.0.0.0/8\0"sv), "nothing");
  for (const std::string prefix : {"", "+64", "-1", "064", "129", "256", "4294967360"}) {
    EXPECT_EQ(network("::/" + prefix), "nothing") << prefix;
  }
}

TEST(Network, has_no_bits_behind_its_prefix) {
  for (const auto text :
       {"10.0.0.1/8", "10.0.0.0/6", "10.1.0.0/13", "10.4.0.0/13", "203.0.113.5/31", "203.0.113.5/0",
        "0.0.0.1/0", "128.0.0.0/0", "2001:db8::1/32", "2001:db8::8000:0:0:0/64", "2001:db8::4000:0:0:0/65",
        "2001:db8::5/127", "::1/0", "8000::/0"}) {
    EXPECT_EQ(network(text), "nothing") << text;
  }
}

TEST(Network, is_never_a_name_or_anything_else) {
  const std::string_view cases[] = {
      "",
      "/",
      "/8",
      "//",
      " ",
      "localhost",
      "localhost/8",
      "example.com/24",
      "10/8",
      "10.0.0/24",
      "10.0.0.0 /8",
      "10.0.0.0/ 8",
      " 10.0.0.0/8",
      "10.0.0.0/8 ",
      "10.0.0.0/8/8",
      "10.0.0.0-10.0.0.255",
      "10.0.0.*",
      "10.",
      "*",
      "ALL",
      "[2001:db8::]/32",
      "10.0.0.0\0/8"sv,
      "10.0.0.0/8,192.0.2.0/24",
      "!10.0.0.0/8",
  };
  for (const auto text : cases)
    EXPECT_EQ(network(text), "nothing") << text;
}

// Without the zone it would be wider than it was meant.
TEST(Network, has_no_zone) {
  for (const auto text : {"fe80::1%eth0", "fe80::%eth0/10", "fe80::/10%eth0", "10.0.0.0%eth0/8"}) {
    EXPECT_EQ(network(text), "nothing") << text;
  }
}

TEST(Network, holds_what_its_prefix_says) {
  const struct {
    std::string_view network;
    std::string_view within;
    std::string_view outside;
  } cases[] = {
      {"10.0.0.0/8", "10.0.0.0", "11.0.0.0"},
      {"10.0.0.0/8", "10.255.255.255", "9.255.255.255"},
      {"10.8.0.0/13", "10.8.0.0", "10.7.255.255"},
      {"10.8.0.0/13", "10.15.255.255", "10.16.0.0"},
      {"203.0.113.4/31", "203.0.113.5", "203.0.113.6"},
      {"203.0.113.5/32", "203.0.113.5", "203.0.113.4"},
      {"203.0.113.5", "203.0.113.5", "203.0.113.7"},
      {"128.0.0.0/1", "255.255.255.255", "127.255.255.255"},
      {"10.0.0.0/8", "::ffff:10.1.2.3", "::ffff:11.1.2.3"},
      {"::ffff:10.0.0.0/104", "10.1.2.3", "11.1.2.3"},
      {"2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"},
      {"2001:db8:0:0:8000::/65", "2001:db8::8000:0:0:0", "2001:db8::7fff:ffff:ffff:ffff"},
      {"2001:db8:0:0:8000::/65", "2001:db8::ffff:ffff:ffff:ffff", "2001:db8:0:1:8000::"},
      {"2001:db8::5/128", "2001:db8::5", "2001:db8::4"},
      {"2001:db8::4/127", "2001:db8::5", "2001:db8::6"},
      {"fe80::/10", "fe80::1%eth0", "fec0::1"},
  };
  for (const auto& c : cases) {
    EXPECT_TRUE(lies_in(c.within, c.network)) << c.within << " in " << c.network;
    EXPECT_FALSE(lies_in(c.outside, c.network)) << c.outside << " in " << c.network;
  }
}

TEST(Network, of_everything_holds_its_own_family_alone) {
  EXPECT_TRUE(lies_in("0.0.0.0", "0.0.0.0/0"));
  EXPECT_TRUE(lies_in("255.255.255.255", "0.0.0.0/0"));
  EXPECT_FALSE(lies_in("::", "0.0.0.0/0"));
  EXPECT_FALSE(lies_in("::1", "0.0.0.0/0"));
  EXPECT_TRUE(lies_in("::", "::/0"));
  EXPECT_TRUE(lies_in("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0"));
  EXPECT_FALSE(lies_in("0.0.0.0", "::/0"));
  EXPECT_FALSE(lies_in("::ffff:10.0.0.1", "::/0"));
  EXPECT_FALSE(lies_in("a00::", "10.0.0.0/8"));
  EXPECT_FALSE(lies_in("10.0.0.1", "a00::/8"));
}

TEST(Network, can_be_drawn_around_an_address) {
  const auto around = [](std::string_view text, int prefix) {
    return Network::around(*Address::parse(text), prefix).text();
  };
  EXPECT_EQ(around("203.0.113.77", 24), "203.0.113.0/24");
  EXPECT_EQ(around("203.0.113.77", 26), "203.0.113.64/26");
  EXPECT_EQ(around("203.0.113.77", 32), "203.0.113.77/32");
  EXPECT_EQ(around("203.0.113.77", 0), "0.0.0.0/0");
  EXPECT_EQ(around("::ffff:203.0.113.77", 24), "203.0.113.0/24");
  EXPECT_EQ(around("2001:db8:1:2:3:4:5:6", 64), "2001:db8:1:2::/64");
  EXPECT_EQ(around("2001:db8:1:2:ffff:4:5:6", 65), "2001:db8:1:2:8000::/65");
  EXPECT_EQ(around("2001:db8::5", 128), "2001:db8::5/128");
  EXPECT_EQ(around("2001:db8::5", 0), "::/0");
}

TEST(Network, around_an_address_is_never_wider_or_narrower_than_its_family) {
  const Address v4 = *Address::parse("203.0.113.77");
  EXPECT_EQ(Network::around(v4, 64), Network::around(v4, 32));
  EXPECT_EQ(Network::around(v4, -1), Network::around(v4, 0));
  const Address v6 = *Address::parse("2001:db8::5");
  EXPECT_EQ(Network::around(v6, 1000), Network::around(v6, 128));
}

TEST(Network, is_the_same_as_another_with_base_and_prefix_alike) {
  EXPECT_EQ(Network::parse("10.0.0.0/8"), Network::parse("::ffff:10.0.0.0/104"));
  EXPECT_EQ(Network::parse("10.0.0.1"), Network::parse("10.0.0.1/32"));
  EXPECT_NE(Network::parse("10.0.0.0/8"), Network::parse("10.0.0.0/9"));
  EXPECT_NE(Network::parse("0.0.0.0/0"), Network::parse("::/0"));
}

}  // namespace
}  // namespace ozibus::text
