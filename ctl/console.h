// SPDX-License-Identifier: Apache-2.0
// What the administrator reads. Standard output has what was asked for, standard error all else.
#pragma once

#include <string>

#include "helper/error.h"
#include "helper/secret.h"

namespace ozibus::ctl {

// One line on standard output; what is no printable ASCII character becomes '?'. An error when it can't be
// written.
[[nodiscard]] Result<void> print_line(std::string text);

// The same for a text of several lines, which may end within one.
[[nodiscard]] Result<void> show(std::string text);

// One line for what was done: the error says that it is done all the same.
[[nodiscard]] Result<void> confirm(std::string text);

// The secret as it is. No copy of it is made.
[[nodiscard]] Result<void> print_secret(const Secret& secret);

// One line each on standard error: as it is, and as "ozibusctl: warning: TEXT" and "ozibusctl: TEXT".
void note(std::string text);
void warn(const std::string& text);
void complain(const std::string& text);

}  // namespace ozibus::ctl
