// SPDX-License-Identifier: Apache-2.0
// A login in front of the administrator: the module that the services load, loaded by libpam as they load it,
// with the helper and the service behind it.
#pragma once

#include <string>

#include "ctl/trial/typist.h"
#include "helper/error.h"

namespace ozibus::ctl::trial {

// The service's name for PAM and in the log.
inline constexpr const char* kService = "ozibusctl";

struct Set {
  std::string module;  // as a line in /etc/pam.d names it
  std::string helper;
  std::string config;
};

// As the lines in /etc/pam.d have it; where there is none, as it is installed.
[[nodiscard]] Set find_set(const std::string& config);

enum class End {
  Accepted,   // a code was typed and accepted
  Unasked,    // let in, but not for a code
  Undecided,  // the module has left the decision to others: an exempt user, or mode = "observe"
  Refused,
};

struct Verdict {
  End end = End::Refused;
  std::string pam;  // libpam's words for it
};

// An error when libpam can't begin.
[[nodiscard]] Result<Verdict> hold_login(const Set& set, const std::string& user, Show show);

}  // namespace ozibus::ctl::trial
