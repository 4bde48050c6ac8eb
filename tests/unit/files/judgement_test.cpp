// SPDX-License-Identifier: Apache-2.0
#include "helper/files/judgement.h"

#include <initializer_list>
#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::files {
namespace {

constexpr uid_t kRoot = 0;
constexpr uid_t kAlice = 1000;
constexpr uid_t kMallory = 1001;

std::optional<std::string> fault(mode_t mode, uid_t owner, Expected expected, uid_t user = kRoot) {
  struct stat status {};
  status.st_mode = mode;
  status.st_uid = owner;
  return find_fault("/etc/x", status, expected, user);
}

TEST(Judgement, trusts_what_only_root_can_write) {
  const struct {
    mode_t mode;
    Expected expected;
  } cases[] = {
      {S_IFREG | 0644, Expected::File},
      {S_IFREG | 0755, Expected::File},
      {S_IFREG | 0600, Expected::File},
      {S_IFREG | 0000, Expected::File},
      {S_IFREG | 04755, Expected::File},
      {S_IFREG | 0600, Expected::PrivateFile},
      {S_IFREG | 0400, Expected::PrivateFile},
      {S_IFREG | 0700, Expected::PrivateFile},
      {S_IFDIR | 0755, Expected::Folder},
      {S_IFDIR | 0700, Expected::Folder},
      {S_IFDIR | S_ISVTX | 0777, Expected::Folder},
      {S_IFDIR | S_ISVTX | 0770, Expected::Folder},
      {S_IFDIR | 0700, Expected::PrivateFolder},
      {S_IFDIR | 0500, Expected::PrivateFolder},
  };
  for (const auto& c : cases)
    EXPECT_EQ(fault(c.mode, kRoot, c.expected), std::nullopt) << std::oct << c.mode;
}

TEST(Judgement, refuses_what_others_can_write_or_read) {
  const struct {
    mode_t mode;
    Expected expected;
    std::string message;
  } cases[] = {
      {S_IFREG | 0664, Expected::File, "/etc/x: mode 0664 lets others change it; run: chmod go-w /etc/x"},
      {S_IFREG | 0646, Expected::File, "/etc/x: mode 0646 lets others change it; run: chmod go-w /etc/x"},
      {S_IFREG | 0602, Expected::File, "/etc/x: mode 0602 lets others change it; run: chmod go-w /etc/x"},
      // A sticky bit means nothing on a file.
      {S_IFREG | S_ISVTX | 0666, Expected::File,
       "/etc/x: mode 1666 lets others change it; run: chmod go-w /etc/x"},
      {S_IFREG | 0644, Expected::PrivateFile, "/etc/x: mode 0644 lets others read it; run: chmod 600 /etc/x"},
      {S_IFREG | 0640, Expected::PrivateFile, "/etc/x: mode 0640 lets others read it; run: chmod 600 /etc/x"},
      {S_IFREG | 0604, Expected::PrivateFile, "/etc/x: mode 0604 lets others read it; run: chmod 600 /etc/x"},
      {S_IFREG | 0601, Expected::PrivateFile, "/etc/x: mode 0601 lets others read it; run: chmod 600 /etc/x"},
      {S_IFREG | 0620, Expected::PrivateFile,
       "/etc/x: mode 0620 lets others change it; run: chmod 600 /etc/x"},
      {S_IFREG | 0666, Expected::PrivateFile,
       "/etc/x: mode 0666 lets others change it; run: chmod 600 /etc/x"},
      {S_IFDIR | 0775, Expected::Folder, "/etc/x: mode 0775 lets others change it; run: chmod go-w /etc/x"},
      {S_IFDIR | 0777, Expected::Folder, "/etc/x: mode 0777 lets others change it; run: chmod go-w /etc/x"},
      {S_IFDIR | 02775, Expected::Folder, "/etc/x: mode 2775 lets others change it; run: chmod go-w /etc/x"},
      {S_IFDIR | 0755, Expected::PrivateFolder,
       "/etc/x: mode 0755 lets others read it; run: chmod 700 /etc/x"},
      {S_IFDIR | 0701, Expected::PrivateFolder,
       "/etc/x: mode 0701 lets others read it; run: chmod 700 /etc/x"},
      {S_IFDIR | 0770, Expected::PrivateFolder,
       "/etc/x: mode 0770 lets others change it; run: chmod 700 /etc/x"},
      // A sticky folder keeps others from each other's entries, not from looking or adding some.
      {S_IFDIR | S_ISVTX | 0777, Expected::PrivateFolder,
       "/etc/x: mode 1777 lets others change it; run: chmod 700 /etc/x"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(fault(c.mode, kRoot, c.expected), c.message) << std::oct << c.mode;
}

TEST(Judgement, refuses_another_owner) {
  const std::string message = "/etc/x: belongs to uid 1001, not to root; run: chown root /etc/x";
  for (const uid_t user : {kRoot, kAlice}) {
    EXPECT_EQ(fault(S_IFREG | 0600, kMallory, Expected::File, user), message);
    EXPECT_EQ(fault(S_IFREG | 0600, kMallory, Expected::PrivateFile, user), message);
    EXPECT_EQ(fault(S_IFDIR | 0700, kMallory, Expected::Folder, user), message);
    EXPECT_EQ(fault(S_IFDIR | 0700, kMallory, Expected::PrivateFolder, user), message);
    EXPECT_EQ(fault(S_IFDIR | S_ISVTX | 0777, kMallory, Expected::Folder, user), message);
  }
}

TEST(Judgement, lets_an_unprivileged_process_use_its_own_files_and_those_of_root) {
  for (const uid_t owner : {kRoot, kAlice}) {
    EXPECT_EQ(fault(S_IFREG | 0600, owner, Expected::PrivateFile, kAlice), std::nullopt);
    EXPECT_EQ(fault(S_IFREG | 0644, owner, Expected::File, kAlice), std::nullopt);
    EXPECT_EQ(fault(S_IFDIR | 0755, owner, Expected::Folder, kAlice), std::nullopt);
    EXPECT_EQ(fault(S_IFDIR | 0700, owner, Expected::PrivateFolder, kAlice), std::nullopt);
    EXPECT_NE(fault(S_IFREG | 0644, owner, Expected::PrivateFile, kAlice), std::nullopt);
    EXPECT_NE(fault(S_IFDIR | 0775, owner, Expected::Folder, kAlice), std::nullopt);
  }
}

TEST(Judgement, gives_root_no_use_of_files_of_an_unprivileged_user) {
  EXPECT_NE(fault(S_IFREG | 0600, kAlice, Expected::File, kRoot), std::nullopt);
}

TEST(Judgement, refuses_every_other_kind_of_file) {
  for (const mode_t kind :
       std::initializer_list<mode_t>{S_IFDIR, S_IFIFO, S_IFSOCK, S_IFCHR, S_IFBLK, S_IFLNK}) {
    const auto message = fault(kind | 0600, kRoot, Expected::File);
    EXPECT_EQ(message, "/etc/x: is not a regular file; correct the setting that names it")
        << std::oct << kind;
    EXPECT_EQ(fault(kind | 0600, kRoot, Expected::PrivateFile), message) << std::oct << kind;
  }
  for (const mode_t kind : std::initializer_list<mode_t>{S_IFREG, S_IFIFO, S_IFLNK}) {
    const std::string message = "/etc/x: is not a folder; correct the setting that names it";
    EXPECT_EQ(fault(kind | 0700, kRoot, Expected::Folder), message);
    EXPECT_EQ(fault(kind | 0700, kRoot, Expected::PrivateFolder), message);
  }
}

}  // namespace
}  // namespace ozibus::files
