// SPDX-License-Identifier: Apache-2.0
#include "ctl/explain/setting.h"

#include <string_view>
#include <vector>

#include "helper/text/duration.h"
#include "helper/text/limit.h"

namespace ozibus::ctl::explain {
namespace {

std::string setting(const std::string& key, const std::string& value) {
  return key + " = \"" + value + "\"";
}

std::string setting(const std::string& key, const std::vector<std::string>& values) {
  std::string list;
  for (const std::string& value : values)
    list += (list.empty() ? "\"" : ", \"") + value + "\"";
  return key + " = [" + list + "]";
}

std::vector<std::string> texts_of(const std::vector<text::Network>& networks) {
  std::vector<std::string> texts;
  for (const text::Network& network : networks)
    texts.push_back(network.text());
  return texts;
}

// The reason of an exemption begins with its key.
std::string exemption(const login::Exemptions& exemptions, std::string_view reason) {
  const auto is = [reason](std::string_view key) { return reason.starts_with(key); };
  if (is("exempt_users")) return setting("exempt_users", exemptions.users);
  if (is("exempt_groups")) return setting("exempt_groups", exemptions.groups);
  if (is("required_groups")) return setting("required_groups", exemptions.required_groups);
  if (is("exempt_networks")) return setting("exempt_networks", texts_of(exemptions.networks));
  return is("unenrolled") ? setting("unenrolled", "skip") : "";
}

}  // namespace

std::string setting_of(const config::Config& config, const login::Report& report) {
  using login::Conclusion;
  switch (report.conclusion) {
    case Conclusion::Exempt:
      return exemption(config.users.exemptions, report.reason);
    case Conclusion::Remembered:
      return setting("remember", text::format_duration(config.ledger.remember));
    case Conclusion::Locked:
      return setting("lockout", text::format_limit(config.ledger.lockout));
    case Conclusion::Unenrolled:
    case Conclusion::Misconfigured:
    case Conclusion::Limited:
    case Conclusion::Accepted:
    case Conclusion::Recovery:
    case Conclusion::Unchecked:
    case Conclusion::Rejected:
    case Conclusion::MaxTries:
    case Conclusion::SlowedDown:
    case Conclusion::Unavailable:
    case Conclusion::Aborted:
    case Conclusion::Timeout:
      break;
  }
  return "";
}

std::string setting_of(const config::Config& config, ledger::OverLimit::Whose whose) {
  switch (whose) {
    case ledger::OverLimit::Whose::User:
      return setting("send_limit", text::format_limit(config.ledger.send_limit));
    case ledger::OverLimit::Whose::Host:
      break;
  }
  return setting("send_limit_host", text::format_limit(config.ledger.send_limit_host));
}

}  // namespace ozibus::ctl::explain
