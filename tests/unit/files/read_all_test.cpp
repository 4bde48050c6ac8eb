// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <string>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "helper/files/trusted_file.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::files {
namespace {

class ReadAll : public testing::Test {
 protected:
  Result<std::string> read(const std::string& content, std::size_t limit) {
    const base::UniqueFd fd(::open(folder_.write("file", content).c_str(), O_RDONLY | O_CLOEXEC));
    return read_all(fd.get(), "/etc/x", limit);
  }

  fakes::TempFolder folder_;
};

TEST_F(ReadAll, returns_every_byte) {
  const std::string cases[] = {"", "x", "hello\n", std::string("a\0b\xff\r\n", 6), std::string(100000, 'x')};
  for (const auto& content : cases) {
    const auto text = read(content, 100000);
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, content);
  }
}

TEST_F(ReadAll, takes_exactly_the_limit_and_no_byte_more) {
  EXPECT_EQ(read("12345", 5).value_or("refused"), "12345");
  const auto longer = read("123456", 5);
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().reason, "/etc/x: is longer than 5 bytes; shorten it");
  EXPECT_EQ(read("", 0).value_or("refused"), "");
  EXPECT_FALSE(read("1", 0));
}

TEST_F(ReadAll, joins_short_reads) {
  std::array<int, 2> ends{};
  // Each write is one packet, and a read never returns more than one.
  ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_DIRECT), 0);
  const base::UniqueFd reader(ends[0]);
  {
    const base::UniqueFd writer(ends[1]);
    for (const char c : std::string("hello"))
      ASSERT_EQ(::write(writer.get(), &c, 1), 1);
  }
  EXPECT_EQ(read_all(reader.get(), "/etc/x", 100).value_or("refused"), "hello");
}

TEST_F(ReadAll, reports_a_failed_read) {
  const base::UniqueFd fd(::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto text = read_all(fd.get(), "/etc/x", 100);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().reason, "/etc/x: Is a directory; check the file system");
}

}  // namespace
}  // namespace ozibus::files
