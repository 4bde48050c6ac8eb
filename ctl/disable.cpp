// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "ctl/change/plan.h"
#include "ctl/change/sshd_reload.h"
#include "ctl/change/transaction.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/pending_change.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {
namespace {

using change::Change;
using change::Service;
using change::Step;

struct Done {
  Change change;
  change::TakenOut out;
};

Result<void> require_no_module(Service service, const std::vector<Step>& steps) {
  for (const std::string& name : change::pam_services_of(service)) {
    const auto place = change::place_of_module(name);
    if (!place || !*place) continue;
    const auto is_of = [&name](const Step& step) { return step.path.ends_with("/" + name); };
    if (std::ranges::any_of(steps, is_of)) continue;
    return failure(**place + ": " + name +
                   " asks for a code by a line that ozibusctl does not write; take it out by hand, or by "
                   "pam-auth-update");
  }
  return {};
}

// A change that is overdue from the first moment on: whoever stops this, the next call goes on with it.
Result<std::optional<Done>> disable_service(Service service, const Operator& by) {
  const change::Journal journal(kChangeFolder);
  const auto lock = journal.lock(change::Patience::Wait);
  if (!lock) return tl::unexpected(lock.error());
  if (auto free = require_no_pending(journal); !free) return tl::unexpected(free.error());
  const std::string name = change::name_of(service);
  // A record that can't be read is as good as none.
  const auto confirmed = journal.confirmed(name);
  auto steps = change::plan_disabling(service, confirmed.value_or(std::nullopt));
  if (!steps) return tl::unexpected(steps.error());
  if (auto good = require_no_module(service, *steps); !good) return tl::unexpected(good.error());
  if (steps->empty()) return std::nullopt;
  Change change{name, {}, std::move(*steps)};
  process::write_line(process::Severity::Notice, describe_service("disable", name, by).view());
  auto out = change::take_out(journal, change, change::reload_sshd);
  if (!out) return tl::unexpected(out.error());
  return Done{std::move(change), std::move(*out)};
}

}  // namespace

Result<void> disable(Service service, const Operator& by) {
  if (auto is_root = require_root(); !is_root) return is_root;
  if (const auto back = put_back_pending(change::Which::Any, by); !back) return tl::unexpected(back.error());
  const auto done = disable_service(service, by);
  if (!done) return tl::unexpected(done.error());
  const std::string name = change::name_of(service);
  if (!*done) return confirm(name + " asks for no code; there is nothing to take out.");
  for (const std::string& text : (*done)->out.notes)
    warn(text);
  for (const Step& step : (*done)->change.steps) {
    if (auto told = confirm(step.path + (step.before ? ": put back" : ": removed")); !told) return told;
  }
  if (const auto& reloaded = (*done)->out.reloaded; !reloaded) {
    return failure(reloaded.error().reason +
                   "; codes are off in the files, but sshd still runs with the old settings; reload it");
  }
  const auto left = require_no_module(service, {});
  return left ? confirm(name + " asks for no code any more.") : left;
}

}  // namespace ozibus::ctl
