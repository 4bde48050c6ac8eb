// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sshd_lines.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <fstream>
#include <string_view>

#include <glob.h>

namespace ozibus::ctl::check {
namespace {

constexpr int kMostIncludes = 16;  // sshd's own
constexpr std::string_view kBlanks = " \t\r\f\v";

bool is_escape(std::string_view text) {
  return text.size() > 1 && text[0] == '\\' &&
         std::string_view("\\\"' ").find(text[1]) != std::string_view::npos;
}

// One word, which may be quoted as a whole or in part, is taken off `rest`. Comments are no words.
std::string take_word(std::string_view& rest, std::string_view ends) {
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  if (rest.starts_with('#')) rest = {};
  std::string word;
  char quote = '\0';
  std::size_t at = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (is_escape(rest.substr(at))) {
      word += rest[++at];
      continue;
    }
    if (quote == '\0' && ends.find(c) != std::string_view::npos) break;
    if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && (c == '"' || c == '\'')) {
      quote = c;
    } else {
      word += c;
    }
  }
  rest.remove_prefix(at);
  return word;
}

std::string in_small_letters(std::string word) {
  std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::tolower(c); });
  return word;
}

// As servconf.c of OpenSSH 9.2 has them, of the keywords that the check is about.
std::string without_alias(std::string keyword) {
  const bool is_alias = keyword == "challengeresponseauthentication" || keyword == "skeyauthentication";
  return is_alias ? "kbdinteractiveauthentication" : keyword;
}

SshdLine parse(std::string_view text) {
  SshdLine line;
  line.keyword = without_alias(in_small_letters(take_word(text, std::string(kBlanks) + "=")));
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  if (text.starts_with('=')) text.remove_prefix(1);
  for (std::string word = take_word(text, kBlanks); !word.empty(); word = take_word(text, kBlanks))
    line.words.push_back(std::move(word));
  return line;
}

std::vector<std::string> files_like(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> files;
  if (::glob(pattern.c_str(), 0, nullptr, &found) == 0)
    files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  return files;
}

class SshdReader {
 public:
  explicit SshdReader(const std::string& folder) : folder_(folder) {}

  // A Match block ends with the file in which it begins.
  void read(const std::string& path, std::size_t block, int depth) {
    if (depth > kMostIncludes) return;
    std::ifstream file(path);
    std::size_t number = 0;
    for (std::string text; std::getline(file, text);) {
      SshdLine line = parse(text);
      line.place = path + ":" + std::to_string(++number);
      line.block = block;
      if (line.keyword == "match") block = ++blocks_;
      if (line.keyword == "include") include(line, depth);
      if (line.keyword.empty() || line.keyword == "match" || line.keyword == "include") continue;
      lines_.push_back(std::move(line));
    }
  }

  [[nodiscard]] std::vector<SshdLine> lines() && { return std::move(lines_); }

 private:
  void include(const SshdLine& line, int depth) {
    for (const std::string& word : line.words) {
      const std::string pattern = word.starts_with('/') ? word : folder_ + "/" + word;
      for (const std::string& path : files_like(pattern))
        read(path, line.block, depth + 1);
    }
  }

  const std::string& folder_;
  std::vector<SshdLine> lines_;
  std::size_t blocks_ = 0;
};

}  // namespace

std::vector<SshdLine> read_sshd_lines(const std::string& folder) {
  SshdReader reader(folder);
  reader.read(folder + "/sshd_config", 0, 0);
  return std::move(reader).lines();
}

}  // namespace ozibus::ctl::check
