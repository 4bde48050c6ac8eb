// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sshd_processes.h"

#include <gmock/gmock.h>
#include <unistd.h>

namespace ozibus::ctl::check {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(SshdProcesses, settings_of_their_own_stand_in_their_title) {
  const auto of = [](const std::string& options) {
    return own_settings("sshd: /usr/sbin/sshd" + options + " [listener] 0 of 10-100 startups");
  };
  EXPECT_THAT(of(""), IsEmpty());
  EXPECT_THAT(of(" -D -E/var/log/of -p 22"), IsEmpty());
  EXPECT_THAT(of(" -f /etc/ssh/other -D"), ElementsAre("-f", "/etc/ssh/other"));
  EXPECT_THAT(of(" -f/etc/ssh/other"), ElementsAre("-f", "/etc/ssh/other"));
  EXPECT_THAT(of(" -Df /etc/ssh/other"), ElementsAre("-f", "/etc/ssh/other"));
  EXPECT_THAT(of(" -D -oPort=2 -o Port=3"), ElementsAre("-o", "Port=2", "-o", "Port=3"));
  EXPECT_THAT(of(" -o AuthenticationMethods publickey any -p 2"),
              ElementsAre("-o", "AuthenticationMethods publickey any"));
  EXPECT_THAT(own_settings("/usr/sbin/sshd -f"), ElementsAre("-f", ""));
}

TEST(SshdProcesses, one_of_another_name_goes_by_another_stack) {
  EXPECT_TRUE(goes_by_sshd_stack("sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups"));
  EXPECT_TRUE(goes_by_sshd_stack("/usr/sbin/sshd -D"));
  EXPECT_FALSE(goes_by_sshd_stack("sshd: /usr/sbin/sshd-mine -D [listener] 0 of 10-100 startups"));
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
  EXPECT_THAT(process->program, HasSubstr("unit_check"));
  EXPECT_GT(process->began.count(), 0);
}

}  // namespace
}  // namespace ozibus::ctl::check
