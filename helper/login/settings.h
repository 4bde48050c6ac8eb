// SPDX-License-Identifier: Apache-2.0
// The configuration's [prompt] section, and what of [users] and [policy] decides about a login.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "helper/text/network.h"

namespace ozibus::login {

enum class ShowContact { Masked, Hidden };

struct Settings {
  bool echo = true;                              // show the code as it is typed
  bool ask_first = false;                        // order nothing before somebody has pressed Enter
  int attempts = 3;                              // 1 to 10 codes may be tried
  int resends = 2;                               // 0 to 10 further messages may be ordered
  std::chrono::milliseconds resend_wait{20000};  // between two orders to one contact; 0s to 10m
  ShowContact show_contact = ShowContact::Masked;
  std::chrono::milliseconds login_timeout{110000};  // the whole dialogue; 5s to 10m
};

enum class Mode { Enforce, Observe };         // Observe: everything runs and is logged, nobody is refused
enum class OnUnavailable { Deny, Allow };     // Allow: an outage lets in
enum class Unenrolled { Deny, Skip };         // what a user without a contact meets
enum class ExemptResult { Ignore, Success };  // what the application is told of an exempt user

struct Policy {
  Mode mode = Mode::Enforce;
  OnUnavailable on_unavailable = OnUnavailable::Deny;
};

// Who need not give a code.
struct Exemptions {
  Unenrolled unenrolled = Unenrolled::Deny;
  std::vector<std::string> users;
  std::vector<std::string> groups;
  std::vector<std::string> required_groups;  // when not empty, everyone outside these is exempt
  std::vector<text::Network> networks;
  ExemptResult result = ExemptResult::Ignore;
};

}  // namespace ozibus::login
