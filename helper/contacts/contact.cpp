// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/contact.h"

#include <algorithm>
#include <cstddef>

namespace ozibus::contacts {
namespace {

constexpr std::size_t kFewestDigits = 8;
constexpr std::size_t kMostDigits = 15;
constexpr std::size_t kLongestMail = 254;
constexpr std::size_t kLongestLocalPart = 64;
constexpr std::size_t kLongestLabel = 63;
constexpr std::string_view kStars = "*****";

// Not the functions of <cctype>: they ask the locale.
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_separator(char c) {
  return std::string_view(" \t-.()").find(c) != std::string_view::npos;
}
bool is_atom_char(char c) {
  return is_alphanumeric(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}
bool is_label_char(char c) {
  return is_alphanumeric(c) || c == '-';
}

bool is_atom(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_atom_char);
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= kLongestLabel && std::ranges::all_of(text, is_label_char) &&
         text.front() != '-' && text.back() != '-';
}

// True when `text` is a row of parts with a dot between each two.
bool is_dotted(std::string_view text, bool (*is_part)(std::string_view)) {
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!is_part(text.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

std::optional<std::string> parse_number(std::string_view text) {
  // Separators stand within: the first character is '+' and the last a digit.
  if (!text.starts_with('+') || !is_digit(text.back())) return std::nullopt;
  // The zero of a national number, as in +44 (0)20, is not dialled with the country code, and nobody
  // would see in the mask that it was.
  if (text.find("(0)") != std::string_view::npos) return std::nullopt;
  std::string number = "+";
  for (const char c : text.substr(1)) {
    if (is_digit(c)) {
      number.push_back(c);
    } else if (!is_separator(c)) {
      return std::nullopt;
    }
  }
  const std::size_t digits = number.size() - 1;
  if (digits < kFewestDigits || digits > kMostDigits || number[1] == '0') return std::nullopt;
  return number;
}

bool is_mail(std::string_view text) {
  const std::size_t at = text.find('@');
  if (text.size() > kLongestMail || at == std::string_view::npos || at > kLongestLocalPart) return false;
  return is_dotted(text.substr(0, at), is_atom) && is_dotted(text.substr(at + 1), is_label);
}

}  // namespace

std::string_view api_word(Channel channel) noexcept {
  switch (channel) {
    case Channel::Sms:
      return "sms";
    case Channel::Mail:
      return "mail";
  }
  return {};
}

std::optional<Contact> Contact::parse(std::string_view text) {
  if (auto number = parse_number(text)) return Contact(Channel::Sms, std::move(*number));
  if (is_mail(text)) return Contact(Channel::Mail, std::string(text));
  return std::nullopt;
}

std::string Contact::masked() const {
  const std::string_view address = address_;
  const std::size_t shown = channel_ == Channel::Sms ? 3 : 1;
  const std::size_t hidden_end = channel_ == Channel::Sms ? address.size() - 3 : address.find('@');
  return std::string(address.substr(0, shown)).append(kStars).append(address.substr(hidden_end));
}

}  // namespace ozibus::contacts
