// SPDX-License-Identifier: Apache-2.0
// Has the running sshd read its configuration anew.
#pragma once

#include "helper/error.h"

namespace ozibus::ctl::change {

// Not before `sshd -t` is content: an sshd that can't read its configuration ends. Done when it answers
// again; who was about to log in has to begin anew, also where no sshd listens and each connection has one of
// its own.
[[nodiscard]] Result<void> reload_sshd();

}  // namespace ozibus::ctl::change
