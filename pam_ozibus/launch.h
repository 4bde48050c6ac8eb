// SPDX-License-Identifier: Apache-2.0
// Starts the helper so that the host does not notice: no child that its wait() could find, no
// SIGCHLD, no change to its signal handlers, environment or descriptors, under any disposition. (A
// host that adopts orphans, as process 1 or by PR_SET_CHILD_SUBREAPER, does get the helper's end as one.)
#pragma once

#include <utility>

#include <tl/expected.hpp>

#include "base/unique_fd.h"

namespace ozibus::pam_ozibus {

// A running helper. It ends by itself when its channel is closed.
class Helper {
 public:
  Helper(base::UniqueFd channel, base::UniqueFd process) noexcept
      : channel_(std::move(channel)), process_(std::move(process)) {}

  // Our end of the socket pair, to be taken once.
  [[nodiscard]] base::UniqueFd take_channel() noexcept { return std::move(channel_); }
  // Ends a helper that does not keep to the protocol. Harmless when it is already gone: the process
  // is named by a descriptor, never by a number that may have passed to another.
  void kill() const noexcept;

 private:
  base::UniqueFd channel_;
  base::UniqueFd process_;  // a pidfd
};

struct LaunchFailure {
  const char* what;  // what could not be done, "cannot start it"
  int error;         // an errno
};

// Starts the program at `path` with its end of a SOCK_SEQPACKET pair as descriptor 3 and a fixed
// environment. All else that it inherits it is to give up itself (helper/process/hygiene.h).
[[nodiscard]] tl::expected<Helper, LaunchFailure> launch_helper(const char* path) noexcept;

}  // namespace ozibus::pam_ozibus
