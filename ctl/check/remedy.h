// SPDX-License-Identifier: Apache-2.0
// Commands that mend what is wrong, to be typed as they are.
#pragma once

#include <string>

namespace ozibus::ctl::check {

// Whatever else a remedy says: behind this word stands something to type. A remedy that begins with it needs
// no judgement: typing what follows, up to a "; or", is enough.
inline constexpr const char* kRun = "run: ";

// "sed ...", which puts `line` in the place of the one at FILE:LINE; before the first line when the place is
// a file alone. What sshd reads first counts, and nothing before the first line belongs to a Match block.
[[nodiscard]] std::string put_line(const std::string& place, const std::string& line);

// The same for a line of /etc/pam.d at FILE:LINE: another before it, behind it, or another control in it.
[[nodiscard]] std::string put_before(const std::string& place, const std::string& line);
[[nodiscard]] std::string put_behind(const std::string& place, const std::string& line);
[[nodiscard]] std::string put_control(const std::string& place, const std::string& control);

// For what needs judgement: an editor, at that line of that file.
[[nodiscard]] std::string open_editor(const std::string& place);

// The command, and then what has sshd go by it.
[[nodiscard]] std::string and_reload_sshd(const std::string& command);

}  // namespace ozibus::ctl::check
