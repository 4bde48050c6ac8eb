// SPDX-License-Identifier: Apache-2.0
#include "helper/login/answer.h"

#include <utility>

#include "base/wipe.h"
#include "helper/ledger/recovery.h"

namespace ozibus::login {
namespace {

constexpr std::size_t kShortestCode = 4;
constexpr std::size_t kLongestCode = 10;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_blank(line.front()))
    line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back()))
    line.remove_suffix(1);
  return line;
}

Answer parse_letter(char letter) {
  switch (letter) {
    case 'r':
    case 'R':
      return Command::Resend;
    case 's':
    case 'S':
      return Command::Sms;
    case 'm':
    case 'M':
      return Command::Mail;
    default:
      return Nonsense{};
  }
}

}  // namespace

Answer parse_answer(std::string_view line) {
  line = trimmed(line);
  if (line.empty()) return Empty{};
  if (line.size() == 1) return parse_letter(line.front());
  // Longer than any code.
  if (auto recovery = ledger::read_recovery_code(line)) return RecoveryCode{std::move(*recovery)};

  base::WipedArray<kLongestCode> code;
  std::size_t size = 0;
  for (const char c : line) {
    if (is_blank(c) || c == '-') continue;
    if (!is_letter_or_digit(c) || size == kLongestCode) return Nonsense{};
    code.span()[size++] = c;
  }
  if (size < kShortestCode) return Nonsense{};
  return Code{Secret(std::string_view(code.data(), size))};
}

}  // namespace ozibus::login
