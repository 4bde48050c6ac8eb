// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/sshd_processes.h"

#include <gmock/gmock.h>
#include <unistd.h>

namespace ozibus::ctl::change {
namespace {

using testing::HasSubstr;

TEST(SshdProcesses, one_sshd_with_the_settings_of_the_machine_is_fine) {
  EXPECT_TRUE(require_one_sshd({}));
  EXPECT_TRUE(require_one_sshd({"sshd: /usr/sbin/sshd [listener] 0 of 10-100 startups"}));
  EXPECT_TRUE(
      require_one_sshd({"sshd: /usr/sbin/sshd -D -E/var/log/of -p 22 [listener] 0 of 10-100 startups"}));
}

TEST(SshdProcesses, an_sshd_with_settings_of_its_own_is_not) {
  for (const char* options : {"-f /etc/ssh/other", "-f/etc/ssh/other", "-o AuthenticationMethods=any",
                              "-D -oPort=2", "-Df /etc/ssh/other"}) {
    const std::string title =
        std::string("sshd: /usr/sbin/sshd ") + options + " [listener] 0 of 10-100 startups";
    const auto alone = require_one_sshd({title});
    ASSERT_FALSE(alone) << title;
    EXPECT_THAT(alone.error().reason, HasSubstr(title));
  }
}

TEST(SshdProcesses, nor_are_two_of_them) {
  const auto alone =
      require_one_sshd({"sshd: /usr/sbin/sshd [listener]", "sshd: /usr/sbin/sshd -p 2222 [listener]"});
  ASSERT_FALSE(alone);
  EXPECT_THAT(alone.error().reason, HasSubstr("-p 2222"));
}

TEST(SshdProcesses, that_serve_somebody_who_is_not_in_yet_are_told_by_their_title) {
  for (const char* title :
       {"sshd: [accepted]", "sshd: [accepted i", "sshd: [net]", "sshd: alice [net]", "/usr/sbin/sshd -D -R",
        "/usr/sbin/sshd -i", "sshd -i", "/usr/sbin/sshd -Di -o Port=22", "/usr/lib/openssh/sshd-session -R"})
    EXPECT_TRUE(is_unfinished(title)) << title;
  for (const char* title : {"sshd: alice [priv]", "sshd: alice@pts/0", "sshd: -i@pts/0", "/usr/sbin/sshd -D",
                            "/usr/sbin/sshd -pi", "/usr/sbin/sshd -Ei",
                            "sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"})
    EXPECT_FALSE(is_unfinished(title)) << title;
}

TEST(SshdProcesses, are_told_by_their_program_and_not_by_their_name) {
  EXPECT_FALSE(is_own_sshd(::getpid()));
  EXPECT_FALSE(is_sshd({"/home/alice/sshd", 0, 1, {}}));
  EXPECT_FALSE(is_sshd({"/home/alice/sshd-mine", 0, 1, {}}));
}

TEST(SshdProcesses, are_told_by_the_file_and_not_by_its_path) {
  const auto process = look_up(::getpid());
  ASSERT_TRUE(process);
  const std::string other_path = process->program + ".other";
  (void)::unlink(other_path.c_str());
  ASSERT_EQ(::link(process->program.c_str(), other_path.c_str()), 0);
  EXPECT_TRUE(runs(*process, other_path));
  EXPECT_TRUE(runs(*process, process->program));
  EXPECT_FALSE(runs(*process, "/bin/sh"));
  EXPECT_FALSE(runs(*process, "/nowhere"));
  EXPECT_EQ(::unlink(other_path.c_str()), 0);
}

TEST(SshdProcesses, what_the_kernel_tells_of_this_process_is_so) {
  const auto process = look_up(::getpid());
  ASSERT_TRUE(process);
  EXPECT_EQ(process->user, ::geteuid());
  EXPECT_EQ(process->parent, ::getppid());
  EXPECT_THAT(process->program, HasSubstr("unit_change"));
  EXPECT_GT(process->began.count(), 0);
}

}  // namespace
}  // namespace ozibus::ctl::change
