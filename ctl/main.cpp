// SPDX-License-Identifier: Apache-2.0
// ozibusctl: what an administrator does by hand.
#include <array>
#include <cstdlib>
#include <exception>
#include <string>
#include <variant>

#include <CLI/CLI.hpp>

#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/inherited.h"
#include "ctl/operator.h"
#include "ctl/site.h"

namespace ozibus::ctl {
namespace {

constexpr int kExitUsage = 2;

constexpr std::array kCommands = {add_check, add_status, add_bypass, add_unlock, add_forget, add_recovery};

Result<void> perform(const Task& task, const std::string& config, const Operator& by) {
  if (const auto* without_site = std::get_if<ConfigTask>(&task)) return (*without_site)(config);
  const auto site = open_site(config, by);
  if (!site) return tl::unexpected(site.error());
  return std::get<SiteTask>(task)(*site);
}

int run(int argc, char** argv) {
  const Operator by = find_operator();
  if (const auto clean = give_up_inherited(); !clean) {
    complain(clean.error().reason);
    return EXIT_FAILURE;
  }
  std::string config = OZIBUS_CONFIG_PATH;
  Task task;
  CLI::App program("Looks after the second factor of a machine's users.", "ozibusctl");
  program.set_version_flag("--version", "ozibusctl " OZIBUS_VERSION);
  program.set_help_all_flag("--help-all", "Print this help message for all commands and exit");
  program.add_option("--config", config, "The configuration file")->type_name("PATH")->capture_default_str();
  program.require_subcommand(1)->fallthrough();
  for (const auto add : kCommands)
    add(program, task);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);
    complain(std::string(error.what()) + "; see ozibusctl --help-all");
    return kExitUsage;
  }
  if (const auto done = perform(task, config, by); !done) {
    complain(done.error().reason);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace ozibus::ctl

int main(int argc, char** argv) {
  try {
    return ozibus::ctl::run(argc, argv);
  } catch (const std::exception& error) {
    ozibus::ctl::complain(std::string("internal error: ") + error.what());
    return EXIT_FAILURE;
  }
}
