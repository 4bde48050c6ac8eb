// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/administrators.h"
#include "ctl/change/one_sshd.h"
#include "ctl/change/rehearsal.h"
#include "ctl/change/sshd_reload.h"
#include "ctl/change/transaction.h"
#include "ctl/change/watcher.h"
#include "ctl/check/inspect.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/known.h"
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

// A roll-out begins with "observe"; the others are for those to know who ask for the change.
constexpr std::array<std::string_view, 6> kNoHindrance = {
    "no-root-in-outage", "observe", "other-way", "root-by-ssh", "without-contact", "without-key"};

bool is_no_hindrance(const Finding& finding) {
  return std::ranges::find(kNoHindrance, finding.id) != kNoHindrance.end();
}

std::string in_words(const Finding& finding) {
  return (finding.place.empty() ? "" : finding.place + ": ") + finding.what;
}

// Of the machine as it will be.
Result<Findings> find_out(const std::vector<change::Step>& steps, const std::string& config,
                          const check::Known& known) {
  auto rehearsal = change::Rehearsal::of(steps, kChangeFolder);
  if (!rehearsal) return tl::unexpected(rehearsal.error());
  Findings findings = check::inspect(config, known).findings;
  if (auto ended = rehearsal->end(); !ended) return tl::unexpected(ended.error());
  return findings;
}

Result<void> require_no_problem(const std::vector<change::Step>& steps, const std::string& config,
                                const check::Known& known) {
  const auto findings = find_out(steps, config, known);
  if (!findings) return tl::unexpected(findings.error());
  bool is_good = true;
  for (const Finding& finding : *findings) {
    if (is_no_hindrance(finding)) {
      warn(in_words(finding));
    } else if (finding.gravity == Gravity::Problem) {
      is_good = false;
      complain(in_words(finding));
    } else {
      continue;
    }
    note("    " + finding.remedy);
  }
  if (is_good) return {};
  return failure("the set-up as it would be has problems, see above; nothing is changed");
}

Result<void> require_one_sshd(const Enabling& wish) {
  const bool relies_on_key = wish.service == change::Service::Sshd && wish.factor == change::FirstFactor::Key;
  return relies_on_key ? change::require_one_sshd(check::listening_sshds()) : Result<void>();
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
  if (auto alone = require_one_sshd(wish); !alone) return tl::unexpected(alone.error());
  const auto known = find_known(wish.config, site.by);
  if (auto good = require_no_problem(*steps, wish.config, known); !good) return tl::unexpected(good.error());
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
                                : "Log in anew from another terminal, and type there: sudo ozibusctl confirm";
  for (const std::string& line :
       {"Keep this session. " + proof, std::string("If that fails, type here: ozibusctl revert"),
        "Without either, everything is put back at " + local_time(end) + "."}) {
    if (auto told = confirm(line); !told) return told;
  }
  return {};
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
