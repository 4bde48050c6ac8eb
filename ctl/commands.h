// SPDX-License-Identifier: Apache-2.0
// The commands. Each function adds one to the command line that `program` reads; when it is the one that
// was typed, `task` is what there is to do.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "ctl/site.h"
#include "helper/error.h"

namespace ozibus::ctl {

using Task = std::function<Result<void>(const Site&)>;

void add_status(CLI::App& program, Task& task);
void add_bypass(CLI::App& program, Task& task);
void add_unlock(CLI::App& program, Task& task);
void add_forget(CLI::App& program, Task& task);
void add_recovery(CLI::App& program, Task& task);
void add_recovery_create(CLI::App& recovery, Task& task);
void add_recovery_list(CLI::App& recovery, Task& task);
void add_recovery_revoke(CLI::App& recovery, Task& task);

}  // namespace ozibus::ctl
