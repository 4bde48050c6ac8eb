// SPDX-License-Identifier: Apache-2.0
// The services of a machine as far as our module is concerned.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ctl/check/finding.h"
#include "ctl/stack/service.h"
#include "helper/error.h"

namespace ozibus::ctl::check {

inline constexpr const char* kStacks = "/etc/pam.d";

// By their names: those that administrators think of, and every other that has our module.
using Services = std::map<std::string, Result<stack::Stack>>;

[[nodiscard]] Services read_services(const std::string& folder);

[[nodiscard]] bool has_module(const Services& services, const std::string& name);

// A service that somebody has made to ask for a code, and what shows it.
struct MadeToAsk {
  std::string service;
  std::string evidence;  // a file or a command
};

// Stacks that can't be read, services without the module or that have lost it, arguments of the module.
// `config` is the file that the rest of the check is about.
[[nodiscard]] Findings judge_services(const Services& services, const std::string& folder,
                                      const std::string& config,
                                      const std::vector<MadeToAsk>& made_to_ask = {});

// What lines with our module name as the module, each once.
[[nodiscard]] std::vector<std::string> modules_in(const Services& services);

// The paths that lines with our module name by `word` ("helper="), or the built-in one.
[[nodiscard]] std::vector<std::string> paths_in(const Services& services, const std::string& word,
                                                const std::string& built_in);

}  // namespace ozibus::ctl::check
