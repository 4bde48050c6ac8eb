// SPDX-License-Identifier: Apache-2.0
#include "helper/login/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ozibus::login {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

const Visitor kAlice{.account = "alice", .joined = {}, .rhost = "203.0.113.5"};

Visitor member_of(std::vector<std::string> groups) {
  return {.account = "alice", .joined = std::move(groups), .rhost = "203.0.113.5"};
}

Visitor coming_from(std::string rhost) {
  return {.account = "alice", .joined = {}, .rhost = std::move(rhost)};
}

Exemptions of_users(std::vector<std::string> names) {
  Exemptions exemptions;
  exemptions.users = std::move(names);
  return exemptions;
}

Exemptions of_groups(std::vector<std::string> exempt, std::vector<std::string> required) {
  Exemptions exemptions;
  exemptions.groups = std::move(exempt);
  exemptions.required_groups = std::move(required);
  return exemptions;
}

Exemptions of_networks(const std::vector<std::string>& texts) {
  Exemptions exemptions;
  for (const std::string& text : texts)
    exemptions.networks.push_back(text::Network::parse(text).value());
  return exemptions;
}

TEST(Admission, asks_everybody_for_a_code_when_nothing_is_exempt) {
  EXPECT_EQ(find_exemption({}, kAlice), std::nullopt);
  EXPECT_EQ(find_exemption({}, {.account = "", .joined = {}, .rhost = ""}), std::nullopt);
}

TEST(Admission, exempts_a_user_by_the_exact_name) {
  EXPECT_EQ(find_exemption(of_users({"bob", "alice"}), kAlice), "exempt_users names this user");
  for (const std::string name : {"Alice", "alic", "alice2", "alice ", "*", ""}) {
    EXPECT_EQ(find_exemption(of_users({name}), kAlice), std::nullopt) << name;
  }
}

TEST(Admission, exempts_a_member_of_an_exempt_group) {
  const Exemptions exemptions = of_groups({"adm", "wheel"}, {});
  EXPECT_EQ(find_exemption(exemptions, member_of({"wheel"})), "exempt_groups: member of wheel");
  EXPECT_EQ(find_exemption(exemptions, member_of({"wheel", "adm"})), "exempt_groups: member of adm");
  EXPECT_EQ(find_exemption(exemptions, member_of({})), std::nullopt);
}

TEST(Admission, does_not_take_a_user_for_a_group_nor_a_group_for_a_user) {
  EXPECT_EQ(find_exemption(of_groups({"alice"}, {}), kAlice), std::nullopt);
  EXPECT_EQ(find_exemption(of_users({"wheel"}), member_of({"wheel"})), std::nullopt);
}

TEST(Admission, asks_only_members_of_the_required_groups_when_there_are_any) {
  const Exemptions exemptions = of_groups({}, {"staff", "sudo"});
  EXPECT_EQ(find_exemption(exemptions, member_of({"sudo"})), std::nullopt);
  EXPECT_EQ(find_exemption(exemptions, member_of({"staff", "sudo"})), std::nullopt);
  EXPECT_EQ(find_exemption(exemptions, member_of({})), "required_groups: member of none");
}

TEST(Admission, exempts_who_is_in_a_required_and_in_an_exempt_group) {
  const Exemptions exemptions = of_groups({"robots"}, {"staff"});
  EXPECT_EQ(find_exemption(exemptions, member_of({"robots", "staff"})), "exempt_groups: member of robots");
  EXPECT_EQ(find_exemption(exemptions, member_of({"staff"})), std::nullopt);
}

TEST(Admission, exempts_an_address_of_an_exempt_network) {
  const Exemptions exemptions = of_networks({"192.0.2.0/24", "10.0.0.0/8", "2001:db8::/32"});
  EXPECT_EQ(find_exemption(exemptions, coming_from("10.1.2.3")), "exempt_networks: 10.0.0.0/8");
  EXPECT_EQ(find_exemption(exemptions, coming_from("2001:db8::5")), "exempt_networks: 2001:db8::/32");
  EXPECT_EQ(find_exemption(exemptions, coming_from("::ffff:10.1.2.3")), "exempt_networks: 10.0.0.0/8");
  EXPECT_EQ(find_exemption(exemptions, coming_from("11.1.2.3")), std::nullopt);
  EXPECT_EQ(find_exemption(exemptions, coming_from("2001:db9::5")), std::nullopt);
}

TEST(Admission, never_takes_a_name_or_nothing_for_an_address) {
  const Exemptions exemptions = of_networks({"0.0.0.0/0", "::/0"});
  ASSERT_TRUE(find_exemption(exemptions, coming_from("127.0.0.1")));
  for (const std::string rhost : {"localhost", "gw.example", "10.0.0.1.example", "10.0.0.1 ", "10", "0x7f.1",
                                  "", "UNKNOWN", "10.0.0.1\n"}) {
    EXPECT_EQ(find_exemption(exemptions, coming_from(rhost)), std::nullopt) << rhost;
  }
}

TEST(Admission, asks_for_every_group_once) {
  EXPECT_THAT(groups_of(of_groups({"wheel", "adm", "wheel"}, {"staff", "adm"})),
              UnorderedElementsAre("wheel", "adm", "staff"));
  EXPECT_TRUE(groups_of(of_users({"alice"})).empty());
}

TEST(Admission, takes_no_required_group_that_the_system_does_not_know) {
  const Exemptions exemptions = of_groups({"wheel"}, {"staff", "sduo"});
  EXPECT_TRUE(check_groups(exemptions, {}));
  const auto checked = check_groups(exemptions, {"wheel", "sduo"});
  ASSERT_FALSE(checked);
  EXPECT_THAT(checked.error().reason, HasSubstr("required_groups names \"sduo\""));
}

TEST(Admission, takes_an_unknown_exempt_group_for_one_without_members) {
  EXPECT_TRUE(check_groups(of_groups({"wheel"}, {"staff"}), {"wheel"}));
}

}  // namespace
}  // namespace ozibus::login
