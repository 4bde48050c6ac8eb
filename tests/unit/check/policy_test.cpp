// SPDX-License-Identifier: Apache-2.0
// Who is asked, who could get in, and whom the service's place can belong to.
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "ctl/check/file_rules.h"
#include "ctl/check/outage.h"
#include "ctl/check/policy_rules.h"
#include "ctl/check/trust_rules.h"
#include "ctl/check/url_rules.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const KeyPlace kPlace = [](std::string_view key, std::string_view item) {
  return "/c:" + std::string(key) + std::string(item);
};

std::vector<std::string> ids(const Findings& findings) {
  std::vector<std::string> found;
  for (const Finding& finding : findings) {
    EXPECT_THAT(finding.remedy, HasSubstr("run: ")) << finding.id;
    found.push_back((finding.gravity == Gravity::Note ? "note " : "") + finding.id);
  }
  return found;
}

TEST(CheckPolicy, a_configuration_that_asks_nobody_is_a_problem) {
  login::Exemptions exemptions;
  EXPECT_THAT(judge_census({.accounts = 0, .exempt = 0}, exemptions, kPlace), IsEmpty());
  EXPECT_THAT(judge_census({.accounts = 3, .exempt = 2}, exemptions, kPlace), IsEmpty());
  exemptions.users = {"alice", "bob", "carol"};
  const Findings by_name = judge_census({.accounts = 3, .exempt = 3}, exemptions, kPlace);
  ASSERT_THAT(ids(by_name), ElementsAre("nobody-asked"));
  EXPECT_THAT(by_name[0].what, HasSubstr("each of the 3 accounts"));
  exemptions.required_groups = {"staff"};
  const Findings by_group = judge_census({.accounts = 1, .exempt = 1}, exemptions, kPlace);
  ASSERT_THAT(ids(by_group), ElementsAre("nobody-asked"));
  EXPECT_THAT(by_group[0].remedy, HasSubstr("adduser USER staff"));
}

TEST(CheckPolicy, somebody_has_to_become_root_in_an_outage) {
  EXPECT_THAT(judge_outage({.administrator_gets_in = true}, "/s"), IsEmpty());
  EXPECT_THAT(judge_outage({.root_has_password = true}, "/s"), IsEmpty());
  EXPECT_THAT(ids(judge_outage({}, "/s")), ElementsAre("note no-root-in-outage"));
  EXPECT_THAT(ids(judge_outage({.root_has_password = true, .su_asks_root = true}, "/s")),
              ElementsAre("note no-root-in-outage"));
}

std::string pem(const std::string& body) {
  return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
}

TEST(CheckTrust, a_hash_link_to_what_the_distribution_does_not_know_is_told) {
  const fakes::TempFolder folder;
  folder.write("known.pem", pem("AAAA\r\nBBBB"));
  folder.write("snakeoil.pem", pem("CCCC"));
  ASSERT_EQ(::symlink("known.pem", folder.path("0123abcd.0").c_str()), 0);
  ASSERT_EQ(::symlink("snakeoil.pem", folder.path("0123abcd.1").c_str()), 0);
  ASSERT_EQ(::symlink("snakeoil.pem", folder.path("snakeoil.0").c_str()), 0);
  EXPECT_THAT(judge_hash_links(folder.path()), IsEmpty());
  folder.write("ca-certificates.crt", pem("DDDD") + pem("AAAA\nBBBB"));
  const Findings found = judge_hash_links(folder.path());
  ASSERT_THAT(ids(found), ElementsAre("note strange-authority"));
  EXPECT_THAT(found[0].what, testing::EndsWith("here: " + folder.path("snakeoil.pem")));
  EXPECT_EQ(::unlink(folder.path("0123abcd.1").c_str()), 0);
  EXPECT_THAT(judge_hash_links(folder.path()), IsEmpty());
}

TEST(CheckPolicy, a_locked_password_is_none) {
  EXPECT_TRUE(is_usable_password("$y$j9T$salt$hash"));
  for (const char* locked : {"", "*", "!", "!*", "!$y$j9T$salt$hash"})
    EXPECT_FALSE(is_usable_password(locked)) << locked;
}

TEST(CheckUrls, a_port_that_anybody_can_take_is_a_problem) {
  for (const char* url : {"http://127.0.0.1:8443/v1", "http://[::1]:1024", "http://127.0.0.2:65535"}) {
    const Findings found = judge_base_urls({url}, 1024, kPlace);
    ASSERT_THAT(ids(found), ElementsAre("port-for-anybody")) << url;
    EXPECT_THAT(found[0].what, HasSubstr(url));
  }
  EXPECT_THAT(judge_base_urls({"https://127.0.0.1:8443", "http://127.0.0.1:1023/v1", "http://[::1]",
                               "http://127.0.0.1/v1:9000"},
                              1024, kPlace),
              IsEmpty());
  EXPECT_THAT(ids(judge_base_urls({"http://127.0.0.1"}, 0, kPlace)), ElementsAre("port-for-anybody"));
}

TEST(CheckFiles, a_state_without_room_is_found) {
  struct statvfs status {};
  EXPECT_THAT(judge_room(status, "/state"), IsEmpty());
  status.f_blocks = status.f_files = 100;
  status.f_bfree = status.f_ffree = 1;
  EXPECT_THAT(judge_room(status, "/state"), IsEmpty());
  status.f_ffree = 0;
  EXPECT_THAT(judge_room(status, "/state"),
              ElementsAre(testing::Field(&Finding::remedy, HasSubstr("df -i /state"))));
  status.f_bfree = 0;
  EXPECT_THAT(judge_room(status, "/state"),
              ElementsAre(testing::Field(&Finding::remedy, HasSubstr("df -h /state"))));
  status = {};
  status.f_flag = ST_RDONLY;
  EXPECT_THAT(ids(judge_room(status, "/state")), ElementsAre("state-full"));
}

}  // namespace
}  // namespace ozibus::ctl::check
