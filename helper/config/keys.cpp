// SPDX-License-Identifier: Apache-2.0
#include "helper/config/keys.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include "helper/config/urls.h"

namespace ozibus::config {
namespace {

using namespace std::chrono_literals;
using process::Severity;

constexpr std::size_t kMostBaseUrls = 8;
constexpr std::size_t kMostExemptions = 1000;

constexpr std::array kFacilities = {
    Option<int>{"auth", LOG_AUTH},     Option<int>{"authpriv", LOG_AUTHPRIV},
    Option<int>{"daemon", LOG_DAEMON}, Option<int>{"user", LOG_USER},
    Option<int>{"local0", LOG_LOCAL0}, Option<int>{"local1", LOG_LOCAL1},
    Option<int>{"local2", LOG_LOCAL2}, Option<int>{"local3", LOG_LOCAL3},
    Option<int>{"local4", LOG_LOCAL4}, Option<int>{"local5", LOG_LOCAL5},
    Option<int>{"local6", LOG_LOCAL6}, Option<int>{"local7", LOG_LOCAL7},
};
constexpr std::array kLevels = {
    Option<Severity>{"error", Severity::Error},   Option<Severity>{"warning", Severity::Warning},
    Option<Severity>{"notice", Severity::Notice}, Option<Severity>{"info", Severity::Info},
    Option<Severity>{"debug", Severity::Debug},
};
constexpr std::array kWaysToShow = {
    Option<login::ShowContact>{"masked", login::ShowContact::Masked},
    Option<login::ShowContact>{"hidden", login::ShowContact::Hidden},
};
constexpr std::array kModes = {
    Option<login::Mode>{"enforce", login::Mode::Enforce},
    Option<login::Mode>{"observe", login::Mode::Observe},
};
constexpr std::array kOutageAnswers = {
    Option<login::OnUnavailable>{"deny", login::OnUnavailable::Deny},
    Option<login::OnUnavailable>{"allow", login::OnUnavailable::Allow},
};
constexpr std::array kUnenrolledAnswers = {
    Option<login::Unenrolled>{"deny", login::Unenrolled::Deny},
    Option<login::Unenrolled>{"skip", login::Unenrolled::Skip},
};
constexpr std::array kExemptResults = {
    Option<login::ExemptResult>{"ignore", login::ExemptResult::Ignore},
    Option<login::ExemptResult>{"success", login::ExemptResult::Success},
};

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
bool accept_path(std::string& path) {
  return path.starts_with('/') && std::ranges::none_of(path, is_control);
}
bool accept_path_or_nothing(std::string& path) {
  return path.empty() || accept_path(path);
}
bool accept_name(std::string& name) {
  return !name.empty() && std::ranges::none_of(name, is_control);
}
bool accept_endpoint(std::string& word) {
  return word == "send" || word == "get_otp";
}

// The base64 of the 32 bytes of a SHA-256 is 43 characters and one '='.
bool accept_pin(std::string& pin) {
  constexpr std::string_view kPrefix = "sha256//";
  if (pin.empty()) return true;
  if (!pin.starts_with(kPrefix) || pin.size() != kPrefix.size() + 44 || !pin.ends_with('=')) return false;
  const auto is_base64 = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/';
  };
  return std::all_of(pin.begin() + kPrefix.size(), pin.end() - 1, is_base64);
}

// The place in a Config that these members lead to, from the outermost.
template <auto First, auto... Others, typename Place>
auto& in(Place& place) {
  if constexpr (sizeof...(Others) == 0) {
    return place.*First;
  } else {
    return in<Others...>(place.*First);
  }
}

constexpr auto kApi = &Config::api;
constexpr auto kUsers = &Config::users;
constexpr auto kExemptions = &Users::exemptions;
constexpr auto kPrompt = &Config::prompt;
constexpr auto kPolicy = &Config::policy;
constexpr auto kLedger = &Config::ledger;
constexpr auto kLog = &Config::log;
using Api = api::Settings;
using Exempt = login::Exemptions;
using Prompt = login::Settings;
using Policy = login::Policy;
using Ledger = ledger::Settings;

constexpr std::string_view kPathWanted = "an absolute path in quotes";
constexpr std::string_view kUrlWanted =
    "\"https://HOST[:PORT][/PATH]\", or http:// with the address 127.x.x.x or [::1], not a name";

constexpr TextList names(Destination<std::vector<std::string>> destination) {
  return {destination, 0, kMostExemptions, accept_name, "a name without control characters"};
}
constexpr Limit limit(Destination<text::Limit> destination, int most) {
  return {destination, most, 1s, std::chrono::days(7)};
}

constexpr std::array kKeys = {
    Key{"api", "base_urls",
        TextList{in<kApi, &Api::base_urls>, 1, kMostBaseUrls, accept_base_url, kUrlWanted}},
    Key{"api", "credentials_file", Text{in<kApi, &Api::credentials_file>, accept_path, kPathWanted}},
    Key{"api", "send_endpoint",
        Text{in<kApi, &Api::send_endpoint>, accept_endpoint, "\"send\" or \"get_otp\""}},
    Key{"api", "connect_timeout", Duration{in<kApi, &Api::connect_timeout>, 100ms, 60s}},
    Key{"api", "request_timeout", Duration{in<kApi, &Api::request_timeout>, 100ms, 60s}},
    Key{"api", "ca_file",
        Text{in<kApi, &Api::ca_file>, accept_path_or_nothing, "an absolute path in quotes, or \"\""}},
    Key{"api", "pinned_public_key",
        Text{in<kApi, &Api::pinned_public_key>, accept_pin,
             "\"sha256//\" and 44 characters of base64, or \"\""}},
    Key{"api", "proxy",
        Text{in<kApi, &Api::proxy>, accept_proxy,
             "\"http://HOST:PORT\", https:// or socks5h:// likewise, or \"\""}},
    Key{"users", "map", Text{in<kUsers, &Users::map>, accept_path, kPathWanted}},
    Key{"users", "unenrolled",
        Choice<login::Unenrolled>{in<kUsers, kExemptions, &Exempt::unenrolled>, kUnenrolledAnswers}},
    Key{"users", "exempt_users", names(in<kUsers, kExemptions, &Exempt::users>)},
    Key{"users", "exempt_groups", names(in<kUsers, kExemptions, &Exempt::groups>)},
    Key{"users", "required_groups", names(in<kUsers, kExemptions, &Exempt::required_groups>)},
    Key{"users", "exempt_networks",
        NetworkList{in<kUsers, kExemptions, &Exempt::networks>, 0, kMostExemptions}},
    Key{"users", "exempt_result",
        Choice<login::ExemptResult>{in<kUsers, kExemptions, &Exempt::result>, kExemptResults}},
    Key{"prompt", "echo", Flag{in<kPrompt, &Prompt::echo>}},
    Key{"prompt", "ask_first", Flag{in<kPrompt, &Prompt::ask_first>}},
    Key{"prompt", "attempts", Number{in<kPrompt, &Prompt::attempts>, 1, 10}},
    Key{"prompt", "resends", Number{in<kPrompt, &Prompt::resends>, 0, 10}},
    Key{"prompt", "resend_wait", Duration{in<kPrompt, &Prompt::resend_wait>, 0s, 10min}},
    Key{"prompt", "show_contact",
        Choice<login::ShowContact>{in<kPrompt, &Prompt::show_contact>, kWaysToShow}},
    Key{"prompt", "login_timeout", Duration{in<kPrompt, &Prompt::login_timeout>, 5s, 10min}},
    Key{"policy", "mode", Choice<login::Mode>{in<kPolicy, &Policy::mode>, kModes}},
    Key{"policy", "on_unavailable",
        Choice<login::OnUnavailable>{in<kPolicy, &Policy::on_unavailable>, kOutageAnswers}},
    Key{"policy", "remember", Duration{in<kLedger, &Ledger::remember>, 0s, std::chrono::days(90)}},
    Key{"policy", "send_limit", limit(in<kLedger, &Ledger::send_limit>, ledger::kMostPerUser)},
    Key{"policy", "send_limit_host", limit(in<kLedger, &Ledger::send_limit_host>, ledger::kMostPerHost)},
    Key{"policy", "lockout", limit(in<kLedger, &Ledger::lockout>, ledger::kMostPerUser)},
    Key{"policy", "state_dir", Text{in<kLedger, &Ledger::state_dir>, accept_path, kPathWanted}},
    Key{"log", "facility", Choice<int>{in<kLog, &process::JournalSettings::facility>, kFacilities}},
    Key{"log", "level", Choice<Severity>{in<kLog, &process::JournalSettings::level>, kLevels}},
};

}  // namespace

std::span<const Key> keys() {
  return kKeys;
}

}  // namespace ozibus::config
