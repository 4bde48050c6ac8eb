// SPDX-License-Identifier: Apache-2.0
// The commands. Each function adds one to the command line that `program` reads; when it is the one that
// was typed, `task` is what there is to do.
#pragma once

#include <functional>
#include <string>
#include <variant>

#include <CLI/CLI.hpp>

#include "ctl/site.h"
#include "helper/error.h"

namespace ozibus::ctl {

using SiteTask = std::function<Result<void>(const Site&)>;
// For a command that goes on when the configuration, whose path it gets, can't be read.
using ConfigTask = std::function<Result<void>(const std::string& config)>;
using Task = std::variant<SiteTask, ConfigTask>;

void add_check(CLI::App& program, Task& task);

void add_status(CLI::App& program, Task& task);
void add_bypass(CLI::App& program, Task& task);
void add_unlock(CLI::App& program, Task& task);
void add_forget(CLI::App& program, Task& task);
void add_recovery(CLI::App& program, Task& task);
void add_recovery_create(CLI::App& recovery, Task& task);
void add_recovery_list(CLI::App& recovery, Task& task);
void add_recovery_revoke(CLI::App& recovery, Task& task);

}  // namespace ozibus::ctl
