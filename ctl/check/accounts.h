// SPDX-License-Identifier: Apache-2.0
// The people of this machine, as far as its own /etc/passwd knows them: a directory may have thousands.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ozibus::ctl::check {

// Those of the first `most` accounts in the file `passwd` that have a login shell. Root is not among them.
[[nodiscard]] std::vector<std::string> accounts_with_shell(const std::string& passwd, std::size_t most);

// Those of `accounts` that the map at `path` does not name; none when it has a line for everyone, or can't be
// read.
[[nodiscard]] std::vector<std::string> without_line(std::vector<std::string> accounts,
                                                    const std::string& path);

}  // namespace ozibus::ctl::check
