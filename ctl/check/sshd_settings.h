// SPDX-License-Identifier: Apache-2.0
// What `sshd -T` says is in force, as far as a login's factors are concerned.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace ozibus::ctl::check {

struct SshdSettings {
  bool use_pam = false;
  bool keyboard_interactive = false;
  bool password = false;
  bool public_key = false;
  bool host_based = false;
  bool gssapi = false;
  bool gssapi_key_exchange = false;
  bool use_dns = false;
  std::string permit_root_login;
  std::string key_files;                       // AuthorizedKeysFile
  bool has_other_keys = false;                 // a command tells them, or an authority vouches for them
  std::chrono::seconds login_grace_time{120};  // 0 is for ever
  // Alternatives of AuthenticationMethods, each all that has to be passed, in this order. None when it is
  // unset: then any method is enough.
  std::vector<std::vector<std::string>> methods;

  bool operator==(const SshdSettings&) const = default;
};

[[nodiscard]] SshdSettings parse_sshd_settings(std::string_view text);
// As a line of that text does, with the keyword in small letters.
void set(SshdSettings& settings, const std::string& keyword, const std::string& value);

// One of the ways in that sshd offers: "publickey", "keyboard-interactive", both in turn.
using Way = std::vector<std::string>;
// All of them that have that method, as far as the other settings let them be.
[[nodiscard]] std::vector<Way> ways_with(const SshdSettings& settings, std::string_view method);

// Whether there is a way without keyboard-interactive, and without a password, which PAM judges.
[[nodiscard]] bool can_spare_code(const SshdSettings& settings);
// Whether there is a way that whom PAM asks for a code can go. A password's cannot ask.
[[nodiscard]] bool lets_anybody_in(const SshdSettings& settings);

[[nodiscard]] bool has(const Way& way, std::string_view method);
// Whether nobody gets in but with a key, or what is as good.
[[nodiscard]] bool insists_on_key(const SshdSettings& settings);
// The same of the words behind AuthenticationMethods, whatever else is set.
[[nodiscard]] bool insist_on_key(const std::vector<std::string>& methods);

}  // namespace ozibus::ctl::check
