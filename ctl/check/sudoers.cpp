// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sudoers.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

namespace ozibus::ctl::check {
namespace {

constexpr int kMostDepth = 128;  // sudo's own

// A '#' before a digit is a user's number, before "include" the older way to include.
std::string without_comment(const std::string& text) {
  for (std::size_t at = text.find('#'); at != std::string::npos; at = text.find('#', at + 1)) {
    const std::string_view rest = std::string_view(text).substr(at + 1);
    const bool is_number = !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
    const bool is_escaped = at > 0 && text[at - 1] == '\\';
    const bool is_include = at == 0 && rest.starts_with("include");
    if (!is_number && !is_escaped && !is_include) return text.substr(0, at);
  }
  return text;
}

// Those that packages and editors leave behind have a dot or end in '~'.
std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename();
    if (name.find('.') == std::string::npos && !name.ends_with('~')) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

class SudoersReader {
 public:
  void read(const std::string& path, int depth) {
    if (depth > kMostDepth) return;
    std::ifstream file(path);
    std::size_t number = 0;
    std::string joined;
    std::size_t begin = 1;
    for (std::string text; std::getline(file, text);) {
      ++number;
      if (joined.empty()) begin = number;
      joined += without_comment(text);
      if (joined.ends_with('\\')) {
        joined.back() = ' ';
        continue;
      }
      take({path + ":" + std::to_string(begin), std::exchange(joined, "")}, path, depth);
    }
  }

  [[nodiscard]] std::vector<SudoersLine> lines() && { return std::move(lines_); }

 private:
  void take(SudoersLine line, const std::string& path, int depth) {
    std::istringstream words(line.text);
    std::string verb;
    std::string target;
    words >> verb >> target;
    if (!verb.empty() && (verb.front() == '#' || verb.front() == '@')) verb.erase(0, 1);
    // A relative path is one beside the file that has it.
    const std::string beside = std::filesystem::path(path).parent_path() / target;
    if (verb == "include") return read(beside, depth + 1);
    if (verb == "includedir") {
      for (const std::string& file : files_in(beside))
        read(file, depth + 1);
      return;
    }
    if (!verb.empty()) lines_.push_back(std::move(line));
  }

  std::vector<SudoersLine> lines_;
};

bool has_word(const SudoersLine& line, std::string_view word) {
  return line.text.find(word) != std::string::npos;
}

bool is_default(const SudoersLine& line) {
  return line.text.find_first_not_of(" \t") == line.text.find("Defaults");
}

std::string edit(const std::string& place) {
  return "run: visudo -f " + place.substr(0, place.rfind(':'));
}

}  // namespace

std::vector<SudoersLine> read_sudoers(const std::string& path) {
  SudoersReader reader;
  reader.read(path, 0);
  return std::move(reader).lines();
}

Findings judge_unasked(const std::vector<SudoersLine>& lines) {
  Findings findings;
  for (const SudoersLine& line : lines) {
    const char* word = is_default(line) ? "!authenticate" : "NOPASSWD";
    if (!has_word(line, word)) continue;
    add(findings, {Gravity::Note, "sudo-without-password", line.place,
                   std::string("whom this line concerns is asked by sudo neither for the password nor for a "
                               "code (") +
                       word + ")",
                   std::string("if they should be, take ") + word + " out, " + edit(line.place)});
  }
  return findings;
}

std::optional<double> parse_timestamp_timeout(std::string_view version_text) {
  constexpr std::string_view kLabel = "Authentication timestamp timeout: ";
  const std::size_t found = version_text.find(kLabel);
  if (found == std::string_view::npos) return std::nullopt;
  const std::string_view rest = version_text.substr(found + kLabel.size());
  double minutes = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), minutes);
  if (error != std::errc()) return std::nullopt;
  return minutes;
}

Findings judge_timestamp_timeout(std::optional<double> minutes, const std::vector<SudoersLine>& lines) {
  if (!minutes || *minutes == 0) return {};
  std::ostringstream time;
  time << *minutes;
  // The last one counts.
  const auto found = std::find_if(lines.rbegin(), lines.rend(), [](const SudoersLine& line) {
    return is_default(line) && has_word(line, "timestamp_timeout");
  });
  const std::string place = found == lines.rend() ? kSudoers : found->place;
  return {{Gravity::Note, "sudo-remembers", place,
           *minutes < 0 ? "sudo asks once and never again in the same session (timestamp_timeout)"
                        : "sudo asks neither for the password nor for a code for another " + time.str() +
                              " minutes after each use (timestamp_timeout)",
           "to be asked each time, write there Defaults timestamp_timeout=0, " + edit(place)}};
}

}  // namespace ozibus::ctl::check
