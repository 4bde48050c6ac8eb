// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "ctl/administrators.h"
#include "ctl/change/rehearsal.h"
#include "ctl/change/sshd_processes.h"
#include "ctl/change/sshd_reload.h"
#include "ctl/change/transaction.h"
#include "ctl/change/watcher.h"
#include "ctl/check/inspect.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/pending_change.h"
#include "ctl/when.h"
#include "helper/process/journal.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {
namespace {

using change::Change;
using check::Finding;
using check::Findings;
using check::Gravity;

// Of the machine as it will be.
Result<Findings> find_problems(const std::vector<change::Step>& steps, const std::string& config) {
  auto rehearsal = change::Rehearsal::of(steps, kChangeFolder);
  if (!rehearsal) return tl::unexpected(rehearsal.error());
  Findings findings = check::inspect(config).findings;
  if (auto ended = rehearsal->end(); !ended) return tl::unexpected(ended.error());
  std::erase_if(findings, [](const Finding& finding) { return finding.gravity != Gravity::Problem; });
  return findings;
}

Result<void> require_no_problem(const std::vector<change::Step>& steps, const std::string& config) {
  const auto problems = find_problems(steps, config);
  if (!problems) return tl::unexpected(problems.error());
  for (const Finding& problem : *problems) {
    complain((problem.place.empty() ? "" : problem.place + ": ") + problem.what);
    note("    " + problem.remedy);
  }
  if (problems->empty()) return {};
  return failure("the set-up as it would be has problems, see above; nothing is changed");
}

Result<void> require_one_sshd(const Enabling& wish) {
  const bool relies_on_key = wish.service == change::Service::Sshd && wish.factor == change::FirstFactor::Key;
  return relies_on_key ? change::require_one_sshd(change::listening_sshds()) : Result<void>();
}

// What can't be reloaded now could not be put back either.
Result<void> require_reload(change::Service service) {
  return service == change::Service::Sshd ? change::reload_sshd() : Result<void>();
}

Result<Change> make_change(const Site& site, const Enabling& wish) {
  const change::Journal journal(kChangeFolder);
  const auto lock = journal.lock(change::Patience::Wait);
  if (!lock) return tl::unexpected(lock.error());
  if (auto free = require_no_pending(journal); !free) return tl::unexpected(free.error());
  auto steps = change::plan_enabling(wish.service, wish.factor);
  if (!steps) return tl::unexpected(steps.error());
  if (auto good = require_no_problem(*steps, wish.config); !good) return tl::unexpected(good.error());
  if (auto alone = require_one_sshd(wish); !alone) return tl::unexpected(alone.error());
  if (auto works = require_reload(wish.service); !works) return tl::unexpected(works.error());
  change::Moment due = change::now();
  due.uptime += wish.revert_after;
  Change change{change::name_of(wish.service), due, std::move(*steps)};
  auto line = describe_service("enable", change.service, site.by);
  line.add("revert_after", text::format_duration(wish.revert_after));
  process::write_line(process::Severity::Notice, line.view());
  const auto watch = [&journal](const Change& begun) { return change::start_watcher(journal, begun); };
  if (auto made = change::make(journal, change, watch, change::reload_sshd); !made) {
    line.add("error", made.error().reason, 700);
    process::write_line(process::Severity::Warning, line.view());
    return tl::unexpected(made.error());
  }
  return change;
}

Result<void> tell(const Change& change, const Enabling& wish) {
  const auto end = std::chrono::floor<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch() + wish.revert_after);
  for (const change::Step& step : change.steps) {
    if (auto told = confirm(step.path + (step.before ? ": changed" : ": made")); !told) return told;
  }
  const std::string proof = wish.service == change::Service::Sudo
                                ? "Type in another terminal: sudo -k ozibusctl confirm"
                                : "Log in anew from another terminal, and type there: ozibusctl confirm";
  if (auto told = confirm("Keep this session. " + proof); !told) return told;
  return confirm("Without that, everything is put back at " + local_time(end) + ".");
}

}  // namespace

Result<void> enable(const Site& site, const Enabling& wish) {
  if (auto is_root = require_root(); !is_root) return is_root;
  if (wish.proof == Proof::Tested) {
    const auto now =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch());
    const auto tested = require_tested_administrator(site.config.ledger.state_dir, now);
    if (!tested) return tested;
  }
  const auto change = make_change(site, wish);
  if (!change) return tl::unexpected(change.error());
  return tell(*change, wish);
}

}  // namespace ozibus::ctl
