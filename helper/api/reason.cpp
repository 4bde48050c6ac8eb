// SPDX-License-Identifier: Apache-2.0
#include "helper/api/reason.h"

#include <cstddef>

namespace ozibus::api {
namespace {

constexpr std::size_t kMessageLimit = 200;

std::string answer_text(int status, const Reply& reply) {
  std::string http = "HTTP " + std::to_string(status);
  switch (reply.kind) {
    case Reply::Kind::Malformed:
      if (status < 200 || status > 299) return http;
      return http + ", but the body is not a JSON object with one integer response_code";
    case Reply::Kind::Code:
      break;
  }
  std::string text = http + ", response_code " + std::to_string(reply.code);
  if (!reply.message.empty()) text += " (\"" + reply.message.substr(0, kMessageLimit) + "\")";
  return text;
}

std::string advice(Meaning meaning, int status, const std::string& credentials_file) {
  switch (meaning) {
    case Meaning::Misconfigured:
      if (status == 404 || status == 405) return "; check base_urls and send_endpoint";
      return "; check the merchant, key and bearer in " + credentials_file +
             ", and that the provider accepts this host's address";
    case Meaning::SlowDown:
      return "; the service limits requests, ask the provider for more if this lasts";
    case Meaning::Outage:
      if (status >= 300 && status <= 399) return "; redirects are not followed, check base_urls";
      return {};
    case Meaning::Refused:
      return "; the service does not send to this contact, check it in users.map";
    case Meaning::Success:
    case Meaning::Rejected:
    case Meaning::Cancelled:
    case Meaning::Withheld:
      return {};
  }
  return {};
}

}  // namespace

std::string reason_of(Meaning meaning, int status, const Reply& reply, const std::string& credentials_file) {
  if (meaning == Meaning::Success) return {};
  return answer_text(status, reply) + advice(meaning, status, credentials_file);
}

std::string without(std::string text, std::initializer_list<std::string_view> secrets) {
  constexpr std::string_view kStars = "***";
  for (const std::string_view secret : secrets) {
    if (secret.empty()) continue;
    for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kStars.size())) {
      text.replace(at, secret.size(), kStars);
    }
  }
  return text;
}

std::string joined(const std::string& first, const std::string& second) {
  if (first.empty() || second.empty()) return first + second;
  return first + "; " + second;
}

}  // namespace ozibus::api
