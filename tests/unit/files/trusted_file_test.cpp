// SPDX-License-Identifier: Apache-2.0
#include "helper/files/trusted_file.h"

#include <array>
#include <cerrno>
#include <string>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/fakes/temp_folder.h"

namespace ozibus::files {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class OpenTrusted : public testing::Test {
 protected:
  // The reason of the refusal, or nothing when the file was opened.
  static std::string refusal(const std::string& path, Readers readers = Readers::Anyone) {
    const auto file = open_trusted(path, readers);
    return file ? "" : file.error().reason;
  }

  static std::string content(const std::string& path, Readers readers = Readers::Anyone) {
    const auto file = open_trusted(path, readers);
    if (!file) return "refused: " + file.error().reason;
    return read_all(file->get(), path, 1000).value_or("unreadable");
  }

  fakes::TempFolder folder_;
};

TEST_F(OpenTrusted, opens_a_file_that_only_its_owner_can_write) {
  EXPECT_EQ(content(folder_.write("public", "hello", 0644)), "hello");
  EXPECT_EQ(content(folder_.write("private", "hello", 0600), Readers::OwnerOnly), "hello");
  EXPECT_EQ(content(folder_.write("read-only", "hello", 0400), Readers::OwnerOnly), "hello");
}

TEST_F(OpenTrusted, gives_a_descriptor_that_ends_at_exec_and_cannot_write) {
  const auto file = open_trusted(folder_.write("file", "hello"), Readers::Anyone);
  ASSERT_TRUE(file);
  EXPECT_NE(::fcntl(file->get(), F_GETFD) & FD_CLOEXEC, 0);
  EXPECT_EQ(::write(file->get(), "x", 1), -1);
  EXPECT_EQ(errno, EBADF);
}

TEST_F(OpenTrusted, leaves_no_descriptor_behind) {
  const std::string path = folder_.write("file", "hello");
  const int before = ::dup(0);
  ::close(before);
  EXPECT_EQ(refusal(path), "");
  EXPECT_NE(refusal(folder_.path("missing")), "");
  EXPECT_NE(refusal(folder_.write("open", "hello", 0666)), "");
  const int after = ::dup(0);
  ::close(after);
  EXPECT_EQ(before, after);
}

TEST_F(OpenTrusted, tolerates_repeated_slashes) {
  folder_.make_folder("sub");
  folder_.write("sub/file", "hello");
  EXPECT_EQ(content("//" + folder_.path().substr(1) + "//sub///file"), "hello");
}

TEST_F(OpenTrusted, wants_an_absolute_path) {
  folder_.write("file", "hello");
  const std::string cases[] = {
      "",
      "file",
      "./file",
      "etc/passwd",
      "/",
      "//",
      folder_.path() + "/",
      folder_.path("file") + "/",
      folder_.path("file") + std::string("\0", 1),
      folder_.path("file") + std::string("\0x", 2),
  };
  for (const auto& path : cases)
    EXPECT_THAT(refusal(path), HasSubstr("is not an absolute path; begin it with '/' and end it with a name"))
        << path;
}

TEST_F(OpenTrusted, refuses_dots_as_components) {
  folder_.make_folder("sub");
  folder_.write("file", "hello");
  for (const std::string path : {"./file", "sub/../file", "sub/..", "sub/."}) {
    EXPECT_THAT(refusal(folder_.path(path)), HasSubstr("write the path without it")) << path;
  }
  EXPECT_EQ(content(folder_.write("..hidden", "hello")), "hello");
  EXPECT_EQ(content(folder_.write(".hidden", "hello")), "hello");
}

TEST_F(OpenTrusted, says_what_is_missing) {
  const std::string file = folder_.path("file");
  EXPECT_EQ(refusal(file),
            file + ": No such file or directory; create " + file + " or correct the setting that names it");
  const std::string deep = folder_.path("sub/file");
  EXPECT_EQ(refusal(deep), folder_.path("sub") + ": No such file or directory; create " + deep +
                               " or correct the setting that names it");
}

TEST_F(OpenTrusted, refuses_a_file_that_others_can_write_and_names_the_command) {
  for (const mode_t mode : {0620U, 0602U, 0664U, 0666U}) {
    const std::string path = folder_.write("file", "hello", mode);
    EXPECT_THAT(refusal(path), StartsWith(path + ": mode 0")) << std::oct << mode;
    EXPECT_THAT(refusal(path), HasSubstr("lets others change it; run: chmod go-w " + path))
        << std::oct << mode;
  }
}

TEST_F(OpenTrusted, refuses_a_private_file_that_others_can_read) {
  const std::string path = folder_.write("credentials", "hello", 0644);
  EXPECT_EQ(refusal(path, Readers::OwnerOnly),
            path + ": mode 0644 lets others read it; run: chmod 600 " + path);
  EXPECT_EQ(refusal(path, Readers::Anyone), "");
}

TEST_F(OpenTrusted, refuses_symbolic_links_anywhere) {
  folder_.make_folder("sub");
  folder_.write("sub/file", "hello");
  ASSERT_EQ(::symlink("sub", folder_.path("link").c_str()), 0);
  ASSERT_EQ(::symlink("file", folder_.path("sub/link").c_str()), 0);
  ASSERT_EQ(::symlink("nowhere", folder_.path("dangling").c_str()), 0);
  const std::string advice = ": is a symbolic link; write the path that it leads to";
  EXPECT_EQ(refusal(folder_.path("link/file")), folder_.path("link") + advice);
  EXPECT_EQ(refusal(folder_.path("sub/link")), folder_.path("sub/link") + advice);
  EXPECT_EQ(refusal(folder_.path("dangling")), folder_.path("dangling") + advice);
}

TEST_F(OpenTrusted, refuses_a_folder_that_others_can_write) {
  for (const mode_t mode : {0770U, 0707U, 0775U, 0777U, 02775U}) {
    const std::string sub = folder_.make_folder("sub", mode);
    folder_.write("sub/file", "hello");
    EXPECT_THAT(refusal(sub + "/file"), StartsWith(sub + ": mode ")) << std::oct << mode;
    EXPECT_THAT(refusal(sub + "/file"), HasSubstr("run: chmod go-w " + sub)) << std::oct << mode;
  }
}

TEST_F(OpenTrusted, refuses_a_loose_folder_above_a_tight_one) {
  const std::string loose = folder_.make_folder("loose", 0777);
  folder_.make_folder("loose/tight");
  EXPECT_THAT(refusal(folder_.write("loose/tight/file", "hello")), StartsWith(loose + ": mode 0777"));
}

TEST_F(OpenTrusted, accepts_a_sticky_folder_with_a_file_of_its_own_user) {
  folder_.make_folder("sticky", 01777);
  EXPECT_EQ(content(folder_.write("sticky/file", "hello")), "hello");
}

TEST_F(OpenTrusted, refuses_what_is_not_a_regular_file) {
  const std::string advice = ": is not a regular file; correct the setting that names it";
  const std::string sub = folder_.make_folder("sub");
  EXPECT_EQ(refusal(sub), sub + advice);
  // Must not wait for somebody to write to it.
  const std::string fifo = folder_.path("fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(refusal(fifo), fifo + advice);
  EXPECT_NE(refusal("/dev/null"), "");
}

TEST_F(OpenTrusted, refuses_a_socket) {
  const base::UniqueFd listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder_.path("socket");
  ASSERT_LT(path.size(), sizeof address.sun_path);
  path.copy(address.sun_path, path.size());
  const void* const bytes = &address;
  ASSERT_EQ(::bind(listener.get(), static_cast<const sockaddr*>(bytes), sizeof address), 0);
  EXPECT_THAT(refusal(path), StartsWith(path + ": "));
}

TEST_F(OpenTrusted, refuses_a_file_in_place_of_a_folder) {
  const std::string file = folder_.write("file", "hello");
  EXPECT_EQ(refusal(file + "/below"),
            file + ": Not a directory; correct its permissions or the setting that names it");
}

TEST_F(OpenTrusted, refuses_a_name_that_no_file_can_have) {
  EXPECT_THAT(refusal(folder_.path(std::string(300, 'x'))), HasSubstr("File name too long"));
}

// Only root can give a file away; what is judged for other users is in judgement_test.cpp.
TEST_F(OpenTrusted, judges_the_owner_of_files_and_folders) {
  const std::string file = folder_.write("file", "hello", 0644);
  const std::string sub = folder_.make_folder("sub", 0755);
  folder_.write("sub/file", "hello", 0644);
  const std::string sticky = folder_.make_folder("sticky", 01777);
  const std::string below = folder_.write("sticky/file", "hello", 0644);
  const uid_t stranger = ::geteuid() + 1;
  const gid_t unchanged = ::getegid();
  const bool given_away = ::chown(file.c_str(), stranger, unchanged) == 0 &&
                          ::chown(sub.c_str(), stranger, unchanged) == 0 &&
                          ::chown(below.c_str(), stranger, unchanged) == 0;
  EXPECT_EQ(given_away, ::geteuid() == 0);
  const auto expected = [&](const std::string& path) {
    const std::string fault =
        ": belongs to uid " + std::to_string(stranger) + ", not to root; run: chown root ";
    return given_away ? path + fault + path : "";
  };
  EXPECT_EQ(refusal(file), expected(file));
  EXPECT_EQ(refusal(sub + "/file"), expected(sub));
  EXPECT_EQ(refusal(below), expected(below));
}

}  // namespace
}  // namespace ozibus::files
