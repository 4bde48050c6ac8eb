// SPDX-License-Identifier: Apache-2.0
#include "ctl/stack/line.h"

#include <algorithm>
#include <utility>

namespace ozibus::ctl::stack {
namespace {

constexpr std::string_view kBlanks = " \t\n\r\f\v";

// Takes the next word from `rest`: up to a blank, or what stands in brackets.
std::optional<std::string> next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(kBlanks), rest.size()));
  if (rest.empty()) return std::nullopt;
  std::size_t end = std::min(rest.find_first_of(kBlanks), rest.size());
  if (rest.front() == '[') {
    const std::size_t closing = rest.find(']');
    end = closing == std::string_view::npos ? rest.size() : closing + 1;
  }
  std::string word(rest.substr(0, end));
  rest.remove_prefix(end);
  return word;
}

std::string lower(std::string word) {
  std::ranges::transform(word, word.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return word;
}

}  // namespace

Result<std::optional<Line>> parse_line(std::string_view text) {
  std::string_view rest = text.substr(0, std::min(text.find('#'), text.size()));
  auto type = next_word(rest);
  if (!type) return std::nullopt;
  Line line;
  line.type = lower(std::move(*type));
  // A module that is not installed is passed over without a word in the log.
  if (line.type.starts_with('-')) line.type.erase(0, 1);
  constexpr std::string_view kTypes[] = {"auth", "account", "password", "session", "@include"};
  if (std::ranges::find(kTypes, line.type) == std::end(kTypes)) {
    return failure("\"" + line.type + "\" is no type of module; write auth, account, password or session");
  }
  if (line.type != "@include") {
    auto control = next_word(rest);
    if (!control) return failure("there is no control behind \"" + line.type + "\"; see pam.conf(5)");
    line.control = lower(std::move(*control));
  }
  auto target = next_word(rest);
  if (!target) return failure("there is no module behind the control; see pam.conf(5)");
  line.target = std::move(*target);
  while (auto argument = next_word(rest))
    line.arguments.push_back(std::move(*argument));
  return line;
}

}  // namespace ozibus::ctl::stack
