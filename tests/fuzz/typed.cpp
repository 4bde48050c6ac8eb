// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/typed.h"

#include <algorithm>

namespace ozibus::fuzz {
namespace {

std::string without_blanks(std::string_view line) {
  std::string text(line);
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '-'; });
  return text;
}

bool only_of(const std::string& text, std::string_view alphabet) {
  return text.find_first_not_of(alphabet) == std::string::npos;
}

}  // namespace

std::optional<std::string> typed_code(std::string_view line) {
  const std::string text = without_blanks(line);
  const bool is_code = text.size() >= 4 && text.size() <= 10 &&
                       only_of(text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  return is_code ? std::optional(text) : std::nullopt;
}

std::optional<std::string> typed_recovery_code(std::string_view line) {
  std::string text = without_blanks(line);
  if (text.size() != 12) return std::nullopt;
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  std::ranges::replace(text, 'O', '0');
  std::ranges::replace(text, 'I', '1');
  std::ranges::replace(text, 'L', '1');
  return only_of(text, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") ? std::optional(text) : std::nullopt;
}

}  // namespace ozibus::fuzz
