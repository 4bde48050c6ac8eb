// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/json_judge.h"

#include <algorithm>
#include <charconv>

namespace ozibus::fuzz {

bool JsonJudge::says_zero_once() {
  skip_blanks();
  if (!object(true)) return false;
  skip_blanks();
  return rest_.empty() && found_ == 1 && is_zero_;
}

bool JsonJudge::value() {
  if (rest_.starts_with('{')) return object(false);
  if (rest_.starts_with('[')) return array();
  std::string ignored;
  if (rest_.starts_with('"')) return text(ignored);
  return word("true") || word("false") || word("null") || number();
}

bool JsonJudge::object(bool is_outermost) {
  if (!word("{")) return false;
  skip_blanks();
  if (word("}")) return true;
  do {
    skip_blanks();
    if (!member(is_outermost)) return false;
    skip_blanks();
  } while (word(","));
  return word("}");
}

bool JsonJudge::member(bool is_outermost) {
  std::string key;
  if (!text(key)) return false;
  skip_blanks();
  if (!word(":")) return false;
  skip_blanks();
  const std::string_view before = rest_;
  if (!value()) return false;
  if (is_outermost && key == key_) {
    ++found_;
    is_zero_ = before.substr(0, before.size() - rest_.size()) == "0";
  }
  return true;
}

bool JsonJudge::array() {
  if (!word("[")) return false;
  skip_blanks();
  if (word("]")) return true;
  do {
    skip_blanks();
    if (!value()) return false;
    skip_blanks();
  } while (word(","));
  return word("]");
}

bool JsonJudge::text(std::string& meaning) {
  if (!word("\"")) return false;
  while (!rest_.empty() && rest_.front() != '"') {
    const char c = rest_.front();
    if (c >= 0 && c < ' ') return false;
    if (c == '\\') {
      if (!escape(meaning)) return false;
      continue;
    }
    meaning += c;
    rest_.remove_prefix(1);
  }
  return word("\"");
}

bool JsonJudge::escape(std::string& meaning) {
  constexpr std::string_view kShort = "\"\"\\\\//b\bf\fn\nr\rt\t";
  if (rest_.size() < 2) return false;
  if (rest_[1] == 'u') {
    unsigned code = 0;
    const char* const end = rest_.data() + std::min<std::size_t>(6, rest_.size());
    if (end - rest_.data() != 6 || std::from_chars(rest_.data() + 2, end, code, 16).ptr != end) return false;
    meaning += code < 0x80 ? static_cast<char>(code) : '\x80';
    rest_.remove_prefix(6);
    return true;
  }
  const std::size_t found = kShort.find(rest_[1]);
  if (found == std::string_view::npos || found % 2 != 0) return false;
  meaning += kShort[found + 1];
  rest_.remove_prefix(2);
  return true;
}

bool JsonJudge::number() {
  (void)word("-");
  if (!word("0") && !digits()) return false;
  if (word(".") && !digits()) return false;
  if (!word("e") && !word("E")) return true;
  (void)(word("+") || word("-"));
  return digits();
}

bool JsonJudge::digits() {
  const std::size_t count = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
  rest_.remove_prefix(count);
  return count > 0;
}

bool JsonJudge::word(std::string_view word) {
  if (!rest_.starts_with(word)) return false;
  rest_.remove_prefix(word.size());
  return true;
}

void JsonJudge::skip_blanks() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
}

}  // namespace ozibus::fuzz
