// SPDX-License-Identifier: Apache-2.0
// What was typed after "ozibusctl".
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include <tl/expected.hpp>

#include "ctl/commands.h"
#include "ctl/site.h"
#include "helper/error.h"
#include "helper/ledger/user_record.h"

namespace ozibus::ctl {

struct Arguments {
  std::string config = OZIBUS_CONFIG_PATH;
  std::string user;
  std::string service = "sshd";
  std::string rhost;
  Scope scope = Scope::Machine;
  Format format = Format::Words;
  std::chrono::milliseconds span{0};
  Operator by;
  Enabling enabling;
  change::Which which = change::Which::Any;
  std::size_t count = ledger::kMostRecoveryCodes;
  std::vector<std::string> contacts;
  std::string region;
};

using SiteTask = Result<void> (*)(const Site& site, const Arguments& typed);
// For commands that have to work when the configuration can't be read.
using PlainTask = Result<void> (*)(const Arguments& typed);
using Task = std::variant<SiteTask, PlainTask>;

struct CommandLine {
  Arguments typed;
  Task task;
};

inline constexpr int kExitUsage = 2;

// The command with its arguments; or, when there is nothing left to do, the exit status: 0 after help, and
// kExitUsage after a complaint.
[[nodiscard]] tl::expected<CommandLine, int> read_command_line(int argc, char** argv);

}  // namespace ozibus::ctl
