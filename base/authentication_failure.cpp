// SPDX-License-Identifier: Apache-2.0
#include "base/authentication_failure.h"

namespace ozibus::base {

LogLine authentication_failure(const FailedLogin& login) noexcept {
  LogLine line;
  line.words("authentication failure;")
      .add("logname", "")
      .add("uid", static_cast<long long>(login.uid))
      .add("euid", static_cast<long long>(login.euid))
      .add("tty", login.tty)
      .add("ruser", login.ruser)
      .add("rhost", login.rhost)
      .words("")  // pam_unix has two blanks here
      .add("user", login.user);
  return line;
}

}  // namespace ozibus::base
