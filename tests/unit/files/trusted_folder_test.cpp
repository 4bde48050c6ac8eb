// SPDX-License-Identifier: Apache-2.0
#include <string>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "helper/files/trusted_file.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::files {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class OpenTrustedFolder : public testing::Test {
 protected:
  // The reason of the refusal, or nothing when the folder was opened.
  static std::string refusal(const std::string& path) {
    const auto folder = open_trusted_folder(path);
    return folder ? "" : folder.error().reason;
  }

  fakes::TempFolder folder_;
  std::string private_ = folder_.make_folder("private");
};

TEST_F(OpenTrustedFolder, gives_a_descriptor_of_that_folder_that_ends_at_exec) {
  const auto opened = open_trusted_folder(private_);
  ASSERT_TRUE(opened);
  struct stat by_descriptor {};
  struct stat by_name {};
  ASSERT_EQ(::fstat(opened->get(), &by_descriptor), 0);
  ASSERT_EQ(::stat(private_.c_str(), &by_name), 0);
  EXPECT_EQ(by_descriptor.st_ino, by_name.st_ino);
  EXPECT_NE(::fcntl(opened->get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST_F(OpenTrustedFolder, gives_a_descriptor_that_can_be_waited_for_and_worked_below) {
  const auto opened = open_trusted_folder(private_);
  ASSERT_TRUE(opened);
  EXPECT_EQ(::mkdirat(opened->get(), "below", 0700), 0);
  EXPECT_EQ(::fsync(opened->get()), 0);
}

TEST_F(OpenTrustedFolder, refuses_a_folder_that_others_may_look_into) {
  for (const mode_t mode : {0755U, 0750U, 0711U, 0770U, 0777U, 01777U}) {
    ASSERT_EQ(::chmod(private_.c_str(), mode), 0);
    EXPECT_THAT(refusal(private_), StartsWith(private_ + ": mode ")) << std::oct << mode;
    EXPECT_THAT(refusal(private_), HasSubstr("run: chmod 700 " + private_)) << std::oct << mode;
  }
}

TEST_F(OpenTrustedFolder, asks_no_such_thing_of_the_folders_above) {
  folder_.make_folder("public", 0755);
  EXPECT_EQ(refusal(folder_.make_folder("public/private")), "");
  const std::string loose = folder_.make_folder("loose", 0777);
  EXPECT_THAT(refusal(folder_.make_folder("loose/private")), StartsWith(loose + ": mode 0777"));
}

TEST_F(OpenTrustedFolder, refuses_what_is_no_folder) {
  EXPECT_THAT(refusal(folder_.write("file", "")), HasSubstr(": Not a directory; "));
  ASSERT_EQ(::symlink("private", folder_.path("link").c_str()), 0);
  EXPECT_EQ(refusal(folder_.path("link")),
            folder_.path("link") + ": is a symbolic link; write the path that it leads to");
}

TEST_F(OpenTrustedFolder, says_what_is_missing) {
  const std::string missing = folder_.path("missing");
  EXPECT_EQ(refusal(missing), missing + ": No such file or directory; create " + missing +
                                  " or correct the setting that names it");
}

TEST_F(OpenTrustedFolder, wants_an_absolute_path_without_dots) {
  for (const std::string& path : {std::string(), std::string("private"), private_ + "/", std::string("/"),
                                  private_ + std::string("\0", 1)})
    EXPECT_THAT(refusal(path), HasSubstr("is not an absolute path")) << path;
  EXPECT_THAT(refusal(private_ + "/."), HasSubstr("write the path without it"));
  EXPECT_THAT(refusal(private_ + "/../private"), HasSubstr("write the path without it"));
}

// Only root can give a folder away.
TEST_F(OpenTrustedFolder, judges_its_owner) {
  const uid_t stranger = ::geteuid() + 1;
  const bool given_away = ::chown(private_.c_str(), stranger, ::getegid()) == 0;
  EXPECT_EQ(given_away, ::geteuid() == 0);
  EXPECT_EQ(refusal(private_), given_away ? private_ + ": belongs to uid " + std::to_string(stranger) +
                                                ", not to root; run: chown root " + private_
                                          : "");
}

}  // namespace
}  // namespace ozibus::files
