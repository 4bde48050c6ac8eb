// SPDX-License-Identifier: Apache-2.0
#include "ctl/commands.h"

namespace ozibus::ctl {

void add_recovery(CLI::App& program, Task& task) {
  CLI::App* recovery =
      program.add_subcommand("recovery", "Codes for when a phone is lost or the service is down");
  recovery->require_subcommand(1);
  add_recovery_create(*recovery, task);
  add_recovery_list(*recovery, task);
  add_recovery_revoke(*recovery, task);
}

}  // namespace ozibus::ctl
