// SPDX-License-Identifier: Apache-2.0
// Who will be refused, though nothing is broken.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "ctl/check/accounts.h"
#include "ctl/check/key_files.h"
#include "ctl/check/policy_rules.h"
#include "ctl/check/root_by_ssh.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SshdSettings with_root(const std::string& permit, const std::string& methods) {
  return parse_sshd_settings(
      "usepam yes\npubkeyauthentication yes\nkbdinteractiveauthentication yes\npermitrootlogin " + permit +
      "\nauthenticationmethods " + methods + "\n");
}

TEST(CheckRootBySsh, root_is_refused_unless_sshd_lets_it_type) {
  const std::string methods = "publickey,keyboard-interactive";
  EXPECT_THAT(judge_root_by_ssh(with_root("yes", methods), "/s:1"), IsEmpty());
  EXPECT_THAT(judge_root_by_ssh(with_root("no", methods), "/s:1"), IsEmpty());
  for (const std::string permit : {"forced-commands-only", "prohibit-password"}) {
    const Findings findings = judge_root_by_ssh(with_root(permit, methods), "/s:1");
    ASSERT_EQ(findings.size(), 1U) << permit;
    EXPECT_EQ(findings[0].id, "root-by-ssh");
    EXPECT_EQ(findings[0].gravity, Gravity::Note);
    EXPECT_EQ(findings[0].place, "/s:1");
    EXPECT_THAT(findings[0].what, HasSubstr("PermitRootLogin is " + permit));
    EXPECT_THAT(findings[0].remedy, HasSubstr("PermitRootLogin yes"));
  }
}

TEST(CheckRootBySsh, it_is_called_by_the_name_that_people_write) {
  const Findings findings = judge_root_by_ssh(with_root("without-password", "keyboard-interactive"), "");
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_THAT(findings[0].what, HasSubstr("PermitRootLogin is prohibit-password"));
}

TEST(CheckRootBySsh, a_root_whose_key_is_enough_gets_in) {
  EXPECT_THAT(judge_root_by_ssh(with_root("without-password", "publickey"), ""), IsEmpty());
}

const std::string kPasswd =
    "root:x:0:0::/root:/bin/bash\ndaemon:x:1:1::/:/usr/sbin/nologin\nsync:x:4:4::/bin:/bin/sync\n"
    "alice:x:1000:1000::/home/alice:/bin/bash\nrobot:x:1001:1001::/:/bin/false\nbob:x:1002:1002::/home/"
    "bob:\n";

TEST(CheckAccounts, those_with_a_login_shell_can_log_in_and_root_is_another_matter) {
  const fakes::TempFolder folder;
  const std::string passwd = folder.write("passwd", kPasswd);
  EXPECT_THAT(accounts_with_shell(passwd, 100), ElementsAre("alice", "bob"));
  EXPECT_THAT(accounts_with_shell(passwd, 4), ElementsAre("alice"));
  EXPECT_THAT(accounts_with_shell(folder.path("nothing"), 100), IsEmpty());
}

TEST(CheckAccounts, a_line_of_their_own_or_for_everyone_spares_them) {
  const fakes::TempFolder folder;
  const std::string map = folder.write("map", "alice: a@example.com\nbob 0400\n");
  EXPECT_THAT(without_line({"alice", "bob", "carol"}, map), ElementsAre("carol"));
  folder.write("map", "*: {user}@example.com\n");
  EXPECT_THAT(without_line({"alice"}, map), IsEmpty());
  EXPECT_THAT(without_line({"alice"}, folder.path("nothing")), IsEmpty());
}

TEST(CheckPolicy, accounts_without_a_contact_are_counted_and_the_first_named) {
  EXPECT_THAT(judge_contacts({}, "/map"), IsEmpty());
  const Findings one = judge_contacts({"bob"}, "/map");
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].id, "without-contact");
  EXPECT_EQ(one[0].gravity, Gravity::Note);
  EXPECT_THAT(one[0].what, HasSubstr("1 account "));
  const Findings many = judge_contacts({"a", "b", "c", "d", "e", "f"}, "/map");
  ASSERT_EQ(many.size(), 1U);
  EXPECT_THAT(many[0].what, HasSubstr("6 accounts "));
  EXPECT_THAT(many[0].what, testing::EndsWith(": a, b, c, d, e, ..."));
}

TEST(CheckKeys, a_file_counts_where_sshd_looks_for_it) {
  const fakes::TempFolder folder;
  const Home home{"alice", folder.path(), 1000};
  EXPECT_FALSE(may_have_key(home, ".ssh/authorized_keys .ssh/authorized_keys2"));
  folder.make_folder(".ssh");
  folder.write(".ssh/authorized_keys", "");
  EXPECT_FALSE(may_have_key(home, ".ssh/authorized_keys .ssh/authorized_keys2"));
  folder.write(".ssh/authorized_keys2", "ssh-ed25519 AAAA\n");
  EXPECT_TRUE(may_have_key(home, ".ssh/authorized_keys .ssh/authorized_keys2"));
  EXPECT_TRUE(may_have_key(home, "%h/.ssh/authorized_keys2"));
  folder.write("alice-1000-%", "ssh-ed25519 AAAA\n");
  EXPECT_TRUE(may_have_key(home, folder.path() + "/%u-%U-%%"));
}

TEST(CheckKeys, what_cannot_be_looked_at_may_hold_one) {
  const fakes::TempFolder folder;
  ASSERT_EQ(::symlink("circle", folder.path("circle").c_str()), 0);
  EXPECT_TRUE(may_have_key({"alice", folder.path(), 1000}, "circle"));
}

TEST(CheckKeys, accounts_without_one_are_named) {
  EXPECT_THAT(judge_keyless({}, "/s:1"), IsEmpty());
  const Findings one = judge_keyless({"bob"}, "/s:1");
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].id, "without-key");
  EXPECT_EQ(one[0].gravity, Gravity::Note);
  EXPECT_THAT(one[0].what, testing::EndsWith(": bob"));
}

}  // namespace
}  // namespace ozibus::ctl::check
