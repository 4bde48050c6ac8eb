// SPDX-License-Identifier: Apache-2.0
// The line of a file in /etc/pam.d that includes another file.
#pragma once

#include <string>
#include <string_view>

#include "helper/error.h"

namespace ozibus::ctl::change {

[[nodiscard]] bool has_include(std::string_view text, std::string_view file);

// `text` with `to` in place of `from` in the one line "@include FROM", and every other byte as it was. An
// error, which names `path`, when there is no such line or more than one.
[[nodiscard]] Result<std::string> replace_include(const std::string& path, const std::string& text,
                                                  const std::string& from, const std::string& to);

}  // namespace ozibus::ctl::change
