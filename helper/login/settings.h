// SPDX-License-Identifier: Apache-2.0
// The configuration's [prompt] section.
#pragma once

#include <chrono>

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

}  // namespace ozibus::login
