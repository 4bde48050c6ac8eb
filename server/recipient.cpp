// SPDX-License-Identifier: Apache-2.0
#include "server/recipient.h"

#include <algorithm>

namespace ozibus::server {
namespace {

constexpr std::size_t kMailLimit = 254;  // RFC 5321, 4.5.3.1.3
constexpr std::size_t kLocalLimit = 64;  // RFC 5321, 4.5.3.1.1
constexpr std::size_t kFewestDigits = 8;
constexpr std::size_t kMostDigits = 15;  // ITU-T E.164

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_phone_number(std::string_view text) {
  if (!text.starts_with('+')) return false;
  text.remove_prefix(1);
  return text.size() >= kFewestDigits && text.size() <= kMostDigits && text.front() != '0' &&
         std::ranges::all_of(text, is_digit);
}

// RFC 5321 without quoted local parts and address literals, which no mail provider gives to people.
bool is_local_part(std::string_view text) {
  constexpr std::string_view kAtomMarks = "!#$%&'*+-/=?^_`{|}~.";
  return !text.empty() && text.size() <= kLocalLimit && std::ranges::all_of(text, [&](char c) {
    return is_alphanumeric(c) || kAtomMarks.find(c) != std::string_view::npos;
  });
}

bool is_domain(std::string_view text) {
  return !text.empty() && !text.starts_with('.') && !text.ends_with('.') &&
         text.find("..") == std::string_view::npos &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-' || c == '.'; });
}

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= kMailLimit && at != std::string_view::npos && is_local_part(text.substr(0, at)) &&
         is_domain(text.substr(at + 1));
}

}  // namespace

std::string_view name_of(Channel channel) {
  switch (channel) {
    case Channel::sms:
      return "sms";
    case Channel::mail:
      return "mail";
  }
  return "";
}

std::optional<Channel> channel_named(std::string_view name) {
  for (const Channel channel : {Channel::sms, Channel::mail}) {
    if (name == name_of(channel)) return channel;
  }
  return std::nullopt;
}

std::optional<Channel> channel_of(std::string_view recipient) {
  if (is_phone_number(recipient)) return Channel::sms;
  if (is_mail_address(recipient)) return Channel::mail;
  return std::nullopt;
}

}  // namespace ozibus::server
