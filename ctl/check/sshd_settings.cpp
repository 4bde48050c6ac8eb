// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sshd_settings.h"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace ozibus::ctl::check {
namespace {

constexpr std::string_view kKey = "publickey";
constexpr std::string_view kQuestions = "keyboard-interactive";
constexpr std::string_view kPassword = "password";
constexpr std::string_view kHost = "hostbased";
constexpr std::string_view kTicket = "gssapi-with-mic";
constexpr std::string_view kTicketBefore = "gssapi-keyex";

// "keyboard-interactive:pam" is a device of it.
std::string without_device(std::string method) {
  return method.substr(0, method.find(':'));
}

Way read_way(const std::string& text) {
  Way way;
  std::istringstream methods(text);
  for (std::string method; std::getline(methods, method, ',');)
    way.push_back(without_device(method));
  return way;
}

std::vector<Way> read_ways(const std::string& value) {
  std::vector<Way> ways;
  std::istringstream texts(value);
  for (std::string text; texts >> text;) {
    if (text == "any") return {};
    ways.push_back(read_way(text));
  }
  return ways;
}

std::chrono::seconds read_seconds(const std::string& text) {
  long seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::chrono::seconds(seconds);
}

bool is_offered(const SshdSettings& settings, const std::string& method) {
  if (method == kKey) return settings.public_key;
  if (method == kQuestions) return settings.keyboard_interactive;
  if (method == kPassword) return settings.password;
  if (method == kHost) return settings.host_based;
  if (method == kTicket) return settings.gssapi;
  if (method == kTicketBefore) return settings.gssapi_key_exchange;
  return true;
}

std::vector<Way> usable_ways(const SshdSettings& settings) {
  std::vector<Way> ways = settings.methods;
  if (ways.empty()) {
    for (const std::string_view method : {kKey, kQuestions, kPassword, kHost, kTicket, kTicketBefore})
      ways.push_back({std::string(method)});
  }
  std::erase_if(ways, [&settings](const Way& way) {
    return !std::ranges::all_of(
        way, [&settings](const std::string& needed) { return is_offered(settings, needed); });
  });
  return ways;
}

bool is_behind_key(const Way& way) {
  constexpr std::string_view kAsGood[] = {kKey, kHost, kTicket, kTicketBefore};
  return std::ranges::any_of(kAsGood, [&way](std::string_view method) { return has(way, method); });
}

}  // namespace

void set(SshdSettings& settings, const std::string& keyword, const std::string& value) {
  const bool yes = value == "yes";
  if (keyword == "usepam") settings.use_pam = yes;
  if (keyword == "kbdinteractiveauthentication") settings.keyboard_interactive = yes;
  if (keyword == "passwordauthentication") settings.password = yes;
  if (keyword == "pubkeyauthentication") settings.public_key = yes;
  if (keyword == "hostbasedauthentication") settings.host_based = yes;
  if (keyword == "gssapiauthentication") settings.gssapi = yes;
  if (keyword == "gssapikeyexchange") settings.gssapi_key_exchange = yes;
  if (keyword == "usedns") settings.use_dns = yes;
  if (keyword == "permitrootlogin") settings.permit_root_login = value;
  if (keyword == "authorizedkeysfile") settings.key_files = value;
  const bool is_of_keys = keyword == "authorizedkeyscommand" || keyword == "trustedusercakeys";
  if (is_of_keys && value != "none") settings.has_other_keys = true;
  if (keyword == "logingracetime") settings.login_grace_time = read_seconds(value);
  if (keyword == "authenticationmethods") settings.methods = read_ways(value);
}

SshdSettings parse_sshd_settings(std::string_view text) {
  SshdSettings settings;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t blank = std::min(line.find(' '), line.size());
    set(settings, line.substr(0, blank), line.substr(std::min(blank + 1, line.size())));
  }
  return settings;
}

bool has(const Way& way, std::string_view method) {
  return std::ranges::find(way, method) != way.end();
}

std::vector<Way> ways_with(const SshdSettings& settings, std::string_view method) {
  std::vector<Way> ways = usable_ways(settings);
  std::erase_if(ways, [method](const Way& way) { return !has(way, method); });
  return ways;
}

bool can_spare_code(const SshdSettings& settings) {
  return std::ranges::any_of(usable_ways(settings),
                             [](const Way& way) { return !has(way, kQuestions) && !has(way, kPassword); });
}

bool lets_anybody_in(const SshdSettings& settings) {
  return std::ranges::any_of(usable_ways(settings), [](const Way& way) { return !has(way, kPassword); });
}

bool insists_on_key(const SshdSettings& settings) {
  return std::ranges::all_of(usable_ways(settings), is_behind_key);
}

bool insist_on_key(const std::vector<std::string>& methods) {
  return !methods.empty() &&
         std::ranges::all_of(methods, [](const std::string& text) { return is_behind_key(read_way(text)); });
}

}  // namespace ozibus::ctl::check
