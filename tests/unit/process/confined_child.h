// SPDX-License-Identifier: Apache-2.0
// A sandbox can't be left again, so each test enters it in a child.
#pragma once

#include <functional>
#include <string>

#include <sys/types.h>

namespace ozibus::process {

using Deed = std::function<std::string()>;

// What a child does before it enters the sandbox, and what its parent does once it has.
struct Around {
  std::function<void()> before = [] {};
  std::function<void(pid_t child)> meanwhile = [](pid_t) {};
};

// What `deed` returns in the sandbox; "no sandbox: REASON" when it could not be entered; or "killed by
// SIGNAL".
[[nodiscard]] std::string in_sandbox(const Deed& deed, const Around& around = {});

// In the child: what the log is told of the sandbox, one a line.
[[nodiscard]] const std::string& warnings();

// For the result of a system call: "done", or the name of its errno.
[[nodiscard]] std::string outcome_of(long result);

}  // namespace ozibus::process
