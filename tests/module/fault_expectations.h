// SPDX-License-Identifier: Apache-2.0
// What is expected of every login that meets a fault, whatever it comes to.
#pragma once

#include <string>
#include <vector>

#include "tests/module/faulty_login.h"

namespace ozibus::module_tests {

// A PAM result in words, without PAM_.
[[nodiscard]] std::string name_of(int pam);

// What the person and the log are told of a login with that PAM result.
struct Told {
  std::vector<Message> farewell;
  std::string result;
};
[[nodiscard]] Told told_at_send(int pam);
[[nodiscard]] Told told_at_verify(int pam);

// After what was shown before, and nothing else: neither on the screen nor, with `reason`, in the log.
void expect_told(const Seen& seen, std::vector<Message> shown, const Told& told, const std::string& reason);
// Of time, memory, processes, descriptors and files.
void expect_little_used_and_nothing_left(const Seen& seen, Ends ends);

}  // namespace ozibus::module_tests
