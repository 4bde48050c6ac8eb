// SPDX-License-Identifier: Apache-2.0
// A failed login in the form of pam_unix's log line.
#pragma once

#include <string_view>

#include <unistd.h>

#include "base/log_line.h"

namespace ozibus::base {

struct FailedLogin {
  std::string_view tty;
  std::string_view ruser;
  std::string_view rhost;
  std::string_view user;
  // Of a process that has become another user since, the one it was.
  uid_t uid = ::getuid();
  uid_t euid = ::geteuid();
};

// "authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.5  user=alice".
// logname stays empty: to look it up, libpam would read utmp inside the host.
[[nodiscard]] LogLine authentication_failure(const FailedLogin& login) noexcept;

}  // namespace ozibus::base
