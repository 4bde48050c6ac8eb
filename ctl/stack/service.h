// SPDX-License-Identifier: Apache-2.0
// The modules that a service runs for one type, in their order, with all files that are included.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ctl/stack/control.h"
#include "helper/error.h"

namespace ozibus::ctl::stack {

struct Place {
  std::string path;
  std::size_t line = 0;

  [[nodiscard]] std::string text() const { return path + ":" + std::to_string(line); }
};

struct Rule {
  Control control;
  std::string module;  // as written: a name or a path
  std::vector<std::string> arguments;
  Place place;
  // Depth of `substack`: what ends or jumps inside stays inside.
  int level = 0;
  // A line that only begins a substack runs no module.
  bool begins_substack = false;

  // Whether that is what it runs, wherever the file lies.
  [[nodiscard]] bool runs(std::string_view file_name) const;
};

using Stack = std::vector<Rule>;

// Of that type ("auth") for a service, from its file in `folder` (/etc/pam.d). An error names the file and
// the line.
[[nodiscard]] Result<Stack> load_own_stack(const std::string& folder, const std::string& service,
                                           const std::string& type);

// The same as libpam has it: a service without a file, or without a line of that type, goes by "other".
// Empty, which is a refusal, when there is no "other" either but a file of the service.
[[nodiscard]] Result<Stack> load_stack(const std::string& folder, const std::string& service,
                                       const std::string& type);

}  // namespace ozibus::ctl::stack
