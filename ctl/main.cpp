// SPDX-License-Identifier: Apache-2.0
// ozibusctl: what an administrator does by hand.
#include <cstdlib>
#include <exception>
#include <string>
#include <variant>

#include "ctl/command_line.h"
#include "ctl/console.h"
#include "ctl/inherited.h"
#include "ctl/operator.h"
#include "ctl/pending_change.h"
#include "ctl/site.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {
namespace {

Result<void> perform(const CommandLine& line, const Operator& by) {
  if (const auto* plain = std::get_if<PlainTask>(&line.task)) return (*plain)(line.typed);
  const auto site = open_site(line.typed.config, by);
  if (!site) return tl::unexpected(site.error());
  return std::get<SiteTask>(line.task)(*site, line.typed);
}

int run(int argc, char** argv) {
  const Operator by = find_operator();
  if (const auto clean = give_up_inherited(); !clean) {
    complain(clean.error().reason);
    return EXIT_FAILURE;
  }
  auto line = read_command_line(argc, argv);
  if (!line) return line.error();
  line->typed.by = by;
  process::open_journal("ozibusctl", {});
  settle_overdue_change();
  if (const auto done = perform(*line, by); !done) {
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
