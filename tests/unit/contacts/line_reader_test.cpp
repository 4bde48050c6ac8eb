// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/line_reader.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "tests/unit/contacts/map_file.h"

namespace ozibus::contacts {
namespace {

constexpr std::size_t kWhole = LineReader::kWhole;
constexpr std::size_t kChunk = LineReader::kChunk;

// The obvious way, with the whole text in memory.
std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

void expect_lines(LineReader& reader, const std::vector<std::string>& lines, const std::string& what) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ASSERT_TRUE(reader.next()) << what << ", line " << i + 1;
    ASSERT_EQ(reader.number(), i + 1) << what;
    if (lines[i].size() <= kWhole) {
      ASSERT_TRUE(reader.line() == lines[i]) << what << ", line " << i + 1;
    } else {
      ASSERT_GT(reader.line().size(), kWhole) << what << ", line " << i + 1;
      ASSERT_TRUE(lines[i].starts_with(reader.line())) << what << ", line " << i + 1;
    }
  }
  ASSERT_FALSE(reader.next()) << what;
  ASSERT_FALSE(reader.next()) << what;
  ASSERT_EQ(reader.error(), 0) << what;
}

void expect_split(const std::string& text, const std::string& what) {
  const base::UniqueFd fd = as_file(text);
  LineReader reader(fd.get());
  expect_lines(reader, split(text), what);
}

std::string letters(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i)
    text[i] = static_cast<char>('a' + i % 23);
  return text;
}

TEST(LineReader, hands_out_the_lines_of_small_files) {
  const std::string cases[] = {"",       "\n",      "a",   "a\n",      "a\nb",
                               "a\nb\n", "\n\n",    "\na", "a\n\nb\n", std::string("a\0b\n\0\nc", 7),
                               "\r\n",   "a\r\nb\r"};
  for (const auto& text : cases)
    expect_split(text, text);
}

TEST(LineReader, is_right_at_the_border_of_a_chunk) {
  for (const std::size_t chunks : {1UL, 2UL}) {
    for (int offset = -12; offset <= 12; ++offset) {
      // Short lines up to about the border, then one that ends at a distance of `offset` from it.
      const std::size_t target = chunks * kChunk - static_cast<std::size_t>(-offset);
      std::string text;
      while (text.size() + 200 < target)
        text += letters(100) + "\n";
      text += letters(target - text.size() - 1) + "\n";
      ASSERT_EQ(text.size(), target);
      for (const std::string behind : {"", "x", "x\n", "\n", "\n\nlast"}) {
        expect_split(text + behind,
                     std::to_string(chunks) + " chunks, " + std::to_string(offset) + ", " + behind);
      }
    }
  }
}

TEST(LineReader, is_right_for_lines_around_every_limit) {
  const std::size_t limits[] = {kWhole, kChunk, kChunk - kWhole, kChunk + kWhole, 2 * kChunk, 1UL << 20};
  for (const std::size_t limit : limits) {
    for (std::size_t length = limit - 3; length <= limit + 3; ++length) {
      for (const std::string before : {"", "x\n"}) {
        for (const std::string behind : {"", "\n", "\ny", "\ny\nz\n"}) {
          expect_split(before + letters(length) + behind, before + std::to_string(length) + behind);
        }
      }
    }
  }
}

TEST(LineReader, is_right_for_a_long_line_that_begins_before_a_border) {
  for (std::size_t begin = kChunk - kWhole - 2; begin <= kChunk - kWhole + 2; ++begin) {
    for (std::size_t length = kWhole - 2; length <= kWhole + 4; ++length) {
      const std::string text = letters(begin - 1) + "\n" + letters(length) + "\nx\n";
      expect_split(text, std::to_string(begin) + ", " + std::to_string(length));
    }
  }
}

TEST(LineReader, is_right_for_every_length_of_equal_lines) {
  for (const std::size_t length :
       {1UL, 2UL, 3UL, 7UL, 31UL, 100UL, 511UL, 4095UL, 4096UL, 8191UL, 8192UL, 8193UL, 9000UL}) {
    std::string text;
    while (text.size() < 3 * kChunk)
      text += letters(length) + "\n";
    expect_split(text, std::to_string(length));
  }
}

TEST(LineReader, is_right_for_a_mixture_of_lengths) {
  std::string text;
  std::size_t state = 12345;
  while (text.size() < (std::size_t{2} << 20)) {
    state = state * 1103515245 + 12345;
    const std::size_t dice = (state >> 16) % 1000;
    text += letters(dice < 980 ? dice % 120 : dice < 995 ? dice * 20 : dice * 300) + "\n";
  }
  expect_split(text, "mixture");
}

// Lines of many lengths; which begin like "za" or in another way that counts, and which do not.
std::string lines_of_many() {
  std::string text = "\xef\xbb\xbfodd\n";
  std::size_t state = 99;
  while (text.size() < (std::size_t{1} << 20)) {
    state = state * 1103515245 + 12345;
    const std::size_t dice = (state >> 16) % 1000;
    text += std::string(1, "zabcdefgh*\tijk l"[dice % 16]) + letters(dice < 990 ? dice % 70 : dice * 20) +
            (dice % 3 == 0 ? "\nzb\n" : "\n");
  }
  return text + "za";
}

bool counts(std::string_view line) {
  return line.starts_with("za") || line.starts_with('*') || line.starts_with(' ') || line.starts_with('\t');
}

TEST(LineReader, passes_over_no_line_that_may_be_asked_for_and_counts_the_others) {
  const std::string text = lines_of_many();
  const base::UniqueFd fd = as_file(text);
  LineReader reader(fd.get());
  const std::vector<std::string> lines = split(text);
  for (std::size_t number = 1; number <= lines.size(); ++number) {
    if (number > 1 && !counts(lines[number - 1])) continue;
    do {
      ASSERT_TRUE(reader.next_of("za"));
    } while (reader.number() < number);
    ASSERT_EQ(reader.number(), number);
    ASSERT_TRUE(lines[number - 1].starts_with(reader.line()));
  }
  ASSERT_FALSE(reader.next_of("za"));
}

TEST(LineReader, passes_over_most_of_a_large_file) {
  std::string text;
  while (text.size() < (std::size_t{1} << 20))
    text += "somebody: somebody@example.com\n";
  const base::UniqueFd fd = as_file(text);
  LineReader reader(fd.get());
  std::size_t looked_at = 0;
  while (reader.next_of("so1"))
    ++looked_at;
  EXPECT_GT(looked_at, reader.number() / 2) << "these begin like the login";

  ASSERT_EQ(::lseek(fd.get(), 0, SEEK_SET), 0);
  LineReader again(fd.get());
  looked_at = 0;
  while (again.next_of("sa"))
    ++looked_at;
  EXPECT_EQ(again.number(), reader.number());
  EXPECT_LT(looked_at, again.number() / 20);
}

TEST(LineReader, is_right_when_reads_are_short) {
  const std::string text = "alice: a\n\nbob: b\r\n# comment\n*: c";
  for (const std::size_t piece : {1UL, 2UL, 3UL, 5UL, 40UL}) {
    const base::UniqueFd fd = as_pieces(text, piece);
    LineReader reader(fd.get());
    expect_lines(reader, split(text), std::to_string(piece));
  }
}

TEST(LineReader, skips_the_rest_of_an_overlong_line_when_reads_are_short) {
  const std::string text = "a\n" + letters(3 * kWhole) + "\nb\n";
  for (const std::size_t piece : {1000UL, 1001UL, 4096UL}) {
    const base::UniqueFd fd = as_pieces(text, piece);
    LineReader reader(fd.get());
    expect_lines(reader, split(text), std::to_string(piece));
  }
}

TEST(LineReader, reports_a_failed_read) {
  const base::UniqueFd folder(::open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  LineReader reader(folder.get());
  EXPECT_FALSE(reader.next());
  EXPECT_EQ(reader.error(), EISDIR);
}

}  // namespace
}  // namespace ozibus::contacts
