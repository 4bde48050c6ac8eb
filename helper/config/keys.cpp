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

bool accept_path(std::string& path) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return path.starts_with('/') && std::ranges::none_of(path, is_control);
}
bool accept_path_or_nothing(std::string& path) {
  return path.empty() || accept_path(path);
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

// The member `Member` of the section `Section` of a Config.
template <auto Section, auto Member>
auto& in(Config& config) {
  return config.*Section.*Member;
}

constexpr auto kApi = &Config::api;
constexpr auto kUsers = &Config::users;
constexpr auto kPrompt = &Config::prompt;
constexpr auto kLog = &Config::log;
using Api = api::Settings;
using Prompt = login::Settings;

constexpr std::string_view kPathWanted = "an absolute path in quotes";
constexpr std::string_view kUrlWanted =
    "\"https://HOST[:PORT][/PATH]\", or http:// with the host localhost, 127.x.x.x or [::1]";

constexpr std::array kKeys = {
    Key{"api", "base_urls", TextList{in<kApi, &Api::base_urls>, kMostBaseUrls, accept_base_url, kUrlWanted}},
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
    Key{"prompt", "echo", Flag{in<kPrompt, &Prompt::echo>}},
    Key{"prompt", "ask_first", Flag{in<kPrompt, &Prompt::ask_first>}},
    Key{"prompt", "attempts", Number{in<kPrompt, &Prompt::attempts>, 1, 10}},
    Key{"prompt", "resends", Number{in<kPrompt, &Prompt::resends>, 0, 10}},
    Key{"prompt", "resend_wait", Duration{in<kPrompt, &Prompt::resend_wait>, 0s, 10min}},
    Key{"prompt", "show_contact",
        Choice<login::ShowContact>{in<kPrompt, &Prompt::show_contact>, kWaysToShow}},
    Key{"prompt", "login_timeout", Duration{in<kPrompt, &Prompt::login_timeout>, 5s, 10min}},
    Key{"log", "facility", Choice<int>{in<kLog, &process::JournalSettings::facility>, kFacilities}},
    Key{"log", "level", Choice<Severity>{in<kLog, &process::JournalSettings::level>, kLevels}},
};

// Keys come from the file: what could disturb a terminal is not repeated.
std::string quoted(std::string_view key) {
  constexpr std::size_t kMostShown = 40;
  std::string text(key.substr(0, kMostShown));
  std::ranges::replace_if(
      text, [](char c) { return c < 0x20 || c >= 0x7f; }, '?');
  return "\"" + text + (key.size() > kMostShown ? "...\"" : "\"");
}

// The sections in their order, or the keys of one of them.
std::string known_sections() {
  std::string names;
  std::string_view previous;
  for (const Key& key : kKeys) {
    if (key.section != previous) names.append(" [").append(key.section).append("]");
    previous = key.section;
  }
  return names;
}
std::string known_keys(std::string_view section) {
  std::string names;
  for (const Key& key : kKeys) {
    if (key.section == section) names.append(" ").append(key.name);
  }
  return names;
}

Result<void> apply_section(const Section& section, const std::string& path, Config& config) {
  for (const Entry& entry : section.entries) {
    const auto is_meant = [&](const Key& key) {
      return key.section == section.name && key.name == entry.key;
    };
    const auto key = std::ranges::find_if(kKeys, is_meant);
    if (key == kKeys.end()) {
      return failure(place(path, entry.at) + "unknown key " + quoted(entry.key) + "; in [" + section.name +
                     "] can stand:" + known_keys(section.name));
    }
    if (const auto refusal = store(key->kind, entry.value, config)) {
      return failure(place(path, refusal->at) + "wrong value for " + entry.key + "; write " +
                     refusal->wanted);
    }
  }
  return {};
}

}  // namespace

std::span<const Key> keys() {
  return kKeys;
}

Result<void> apply(const Document& document, const std::string& path, Config& config) {
  if (!document.entries.empty()) {
    const Entry& entry = document.entries.front();
    return failure(place(path, entry.at) + "unknown key " + quoted(entry.key) +
                   " outside of any section; write it below one of" + known_sections());
  }
  for (const Section& section : document.sections) {
    if (std::ranges::find(kKeys, section.name, &Key::section) == kKeys.end()) {
      return failure(place(path, section.at) + "unknown key: there is no section " + quoted(section.name) +
                     "; the sections are" + known_sections());
    }
    if (auto applied = apply_section(section, path, config); !applied) return applied;
  }
  return {};
}

}  // namespace ozibus::config
