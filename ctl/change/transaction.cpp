// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/transaction.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include <signal.h>

#include "base/log_line.h"
#include "helper/process/journal.h"

namespace ozibus::ctl::change {
namespace {

// A Ctrl-C, a Ctrl-Z or a hang-up in between would leave a half of it behind, or the lock.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t held;
    ::sigemptyset(&held);
    for (const int signal : {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP})
      ::sigaddset(&held, signal);
    (void)::sigprocmask(SIG_BLOCK, &held, &before_);
  }
  ~SignalsHeld() { (void)::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t before_{};
};

void log_file(const std::string& command, const Change& change, const std::string& path) {
  base::LogLine line;
  line.add("ctl", command).add("service", change.service).add("file", path);
  process::write_line(process::Severity::Notice, line.view());
}

bool is_like(const std::optional<File>& file, const std::optional<File>& other) {
  if (!file || !other) return !file && !other;
  return file->bytes == other->bytes;
}

Result<void> keep_ways_back(const Change& change) {
  for (const Step& step : change.steps) {
    if (!step.before) continue;
    if (auto kept = keep_way_back(step.path, *step.before); !kept) return kept;
  }
  return {};
}

Result<void> take_steps(const Change& change, const Reload& reload) {
  for (const Step& step : change.steps) {
    if (auto done = write_file(step.path, step.after); !done) return done;
    log_file("enable", change, step.path);
    if (step.reader != Reader::Sshd) continue;
    if (auto done = reload(); !done) return done;
  }
  return {};
}

Result<void> keep_what_is_not_ours(const Journal& journal, const Step& step, Notes& notes) {
  const auto current = read_file(step.path);
  if (!current) {
    notes.push_back(current.error().reason + "; it is replaced by what was there");
    return {};
  }
  if (!*current || is_like(*current, step.after) || is_like(*current, step.before)) return {};
  const auto place = journal.save(step.path, **current);
  if (!place) return tl::unexpected(place.error());
  notes.push_back(step.path + ": somebody else has changed it; what they wrote is now in " + *place);
  return {};
}

Result<void> restore(const Journal& journal, const Step& step, Notes& notes) {
  const auto current = read_file(step.path);
  // A disk that is full must not matter to a file that was not touched yet.
  if (current && *current == step.before) return tidy_up(step.path);
  // To be let in goes before what others wrote.
  if (auto kept = keep_what_is_not_ours(journal, step, notes); !kept) notes.push_back(kept.error().reason);
  return bring_back(step.path, step.before);
}

Result<Notes> put_files_back(const Journal& journal, const Change& change, const std::string& command) {
  Notes notes;
  Result<void> outcome;
  for (const Step& step : change.steps | std::views::reverse) {
    // A stack that is still there may rely on the key that these settings insist on.
    if (step.reader == Reader::Sshd && !outcome) continue;
    if (auto done = restore(journal, step, notes); !done) {
      outcome = done;
      continue;
    }
    log_file(command, change, step.path);
  }
  if (!outcome) return tl::unexpected(outcome.error());
  return notes;
}

Result<void> tell_readers(const Change& change, const Reload& reload) {
  const bool concerns_sshd =
      std::ranges::find(change.steps, Reader::Sshd, &Step::reader) != change.steps.end();
  return concerns_sshd ? reload() : Result<void>();
}

}  // namespace

Result<void> make(const Journal& journal, const Change& change, const Watch& watch, const Reload& reload) {
  const SignalsHeld held;
  if (auto begun = journal.begin(change); !begun) return begun;
  Result<void> done = watch(change);
  if (done) done = keep_ways_back(change);
  if (done) done = take_steps(change, reload);
  if (done) done = journal.note_made(now());
  if (done) return done;
  const auto back = put_back(journal, change, reload, "revert");
  if (!back) return failure(done.error().reason + "; and what was there is not back: " + back.error().reason);
  return failure(done.error().reason + "; nothing is changed");
}

Result<Notes> put_back(const Journal& journal, const Change& change, const Reload& reload,
                       const std::string& command) {
  const SignalsHeld held;
  auto notes = journal.is_back() ? Result<Notes>(Notes()) : put_files_back(journal, change, command);
  if (!notes) return notes;
  if (auto told = tell_readers(change, reload); !told) {
    std::string reason = told.error().reason + "; the files are back, and sshd is told again later";
    for (const std::string& note : *notes)
      reason += "; " + note;
    // Without it the files are put back once more.
    if (auto noted = journal.note_back(); !noted) reason += "; " + noted.error().reason;
    return failure(std::move(reason));
  }
  if (auto forgotten = journal.forget(change.service); !forgotten) return tl::unexpected(forgotten.error());
  return notes;
}

Result<void> drop_ways_back(const Change& change) {
  for (const Step& step : change.steps) {
    if (auto dropped = drop_way_back(step.path); !dropped) return dropped;
  }
  return {};
}

Result<TakenOut> take_out(const Journal& journal, const Change& change, const Reload& reload) {
  const SignalsHeld held;
  if (auto begun = journal.begin(change); !begun) return tl::unexpected(begun.error());
  auto notes = put_files_back(journal, change, "disable");
  if (!notes) return tl::unexpected(notes.error());
  auto reloaded = tell_readers(change, reload);
  if (auto forgotten = journal.forget(change.service); !forgotten) return tl::unexpected(forgotten.error());
  return TakenOut{std::move(*notes), std::move(reloaded)};
}

}  // namespace ozibus::ctl::change
