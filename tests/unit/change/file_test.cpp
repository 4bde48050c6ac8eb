// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/file.h"

#include <cstdint>
#include <filesystem>

#include <gmock/gmock.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::change {
namespace {

using testing::HasSubstr;

TEST(File, is_written_with_what_belongs_to_it) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("old", std::string("a\0b\r\n", 5), 0640);
  const bool has_attributes = ::setxattr(path.c_str(), "user.note", "kept", 4, 0) == 0;
  const auto old = read_file(path);
  ASSERT_TRUE(old && *old);
  ASSERT_TRUE(write_file(folder.path("new"), *old));
  EXPECT_EQ(*read_file(folder.path("new")), *old);
  EXPECT_EQ((*old)->mode, 0640U);
  EXPECT_EQ((*old)->attributes.contains("user.note"), has_attributes);
}

TEST(File, does_not_take_over_the_access_list_that_a_folder_hands_down) {
  const fakes::TempFolder folder;
  // Version 2; owner rwx, user 1000 rw, group r, mask rw, others none.
  constexpr std::uint16_t kList[] = {2, 0,      1,      7,  0xffff, 0xffff, 2,      6,  1000, 0,      4,
                                     4, 0xffff, 0xffff, 16, 6,      0xffff, 0xffff, 32, 0,    0xffff, 0xffff};
  // Where there are no such lists, none is handed down.
  (void)::setxattr(folder.path().c_str(), "system.posix_acl_default", kList, sizeof kList, 0);
  const File file{"text", 0644, ::geteuid(), ::getegid(), {}};
  ASSERT_TRUE(write_file(folder.path("file"), file));
  EXPECT_EQ(**read_file(folder.path("file")), file);
}

TEST(File, takes_the_place_of_what_is_there_and_of_what_was_left_behind) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("file", "old", 0600);
  (void)folder.write("file.ozibus-new", "half of", 0666);
  File file = **read_file(path);
  file.bytes = "new";
  ASSERT_TRUE(write_file(path, file));
  EXPECT_EQ(**read_file(path), file);
  EXPECT_FALSE(std::filesystem::exists(folder.path("file.ozibus-new")));
}

TEST(File, that_is_none_is_removed) {
  const fakes::TempFolder folder;
  const std::string path = folder.write("file", "old");
  ASSERT_TRUE(write_file(path, std::nullopt));
  EXPECT_EQ(*read_file(path), std::nullopt);
  EXPECT_TRUE(write_file(path, std::nullopt));
}

TEST(File, is_no_link_and_no_folder) {
  const fakes::TempFolder folder;
  std::filesystem::create_symlink(folder.write("real", "text"), folder.path("link"));
  const auto link = read_file(folder.path("link"));
  ASSERT_FALSE(link);
  EXPECT_THAT(link.error().reason, HasSubstr("symbolic link"));
  const auto directory = read_file(folder.make_folder("folder"));
  ASSERT_FALSE(directory);
  EXPECT_THAT(directory.error().reason, HasSubstr("no regular file"));
}

}  // namespace
}  // namespace ozibus::ctl::change
