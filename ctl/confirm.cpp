// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pwd.h>

#include "ctl/change/login.h"
#include "ctl/change/transaction.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/pending_change.h"
#include "helper/ledger/administration.h"
#include "helper/process/journal.h"

namespace ozibus::ctl {
namespace {

using change::Change;
using change::Login;

// sudo remembers whom it has asked, but for -k.
std::string how_to_show(const std::string& service) {
  return service == "sudo"
             ? "type: sudo -k ozibusctl confirm"
             : "log in anew by ssh from another terminal, and type there: sudo ozibusctl confirm";
}

Result<Login> require_new_login(const std::string& service, const change::Moment& made) {
  const auto login = change::own_login(service);
  const std::string nothing = ", and shows nothing of it; " + how_to_show(service);
  if (!login) return failure("this was not let in by " + service + nothing);
  if (login->began > made.uptime) return *login;
  return failure("this was let in by " + service + " before the change" + nothing);
}

// Of the account that the service has let in.
Result<std::string> user_of(const std::string& service, const Login& login, const Operator& by) {
  const uid_t uid = service == "sudo" ? by.sudo_uid.value_or(0) : login.user;
  if (service == "sudo" && uid == 0) {
    return failure("sudo lets root in without asking, which shows nothing of it; as a user whom sudo asks, " +
                   how_to_show(service));
  }
  if (const passwd* account = ::getpwuid(uid)) return std::string(account->pw_name);
  return failure("user " + std::to_string(uid) + " has no name, and cannot be asked for a code");
}

// By which a code was counted, in the files that the change concerns.
std::vector<std::string> pam_services_of(const Change& change) {
  std::vector<std::string> names;
  for (const change::Step& step : change.steps) {
    if (step.reader == change::Reader::Pam) names.push_back(step.path.substr(step.path.rfind('/') + 1));
  }
  return names;
}

Result<bool> was_accepted(const Site& site, const std::string& user, const Change& change,
                          const change::Moment& made) {
  const std::chrono::milliseconds since = change::now().uptime - made.uptime;
  const ledger::Administration administration(site.config.ledger, user, site.calendar);
  for (const std::string& service : pam_services_of(change)) {
    const auto ago = administration.accepted_ago(service);
    if (!ago) return tl::unexpected(ago.error());
    if (*ago && **ago < since) return true;
  }
  return false;
}

// That a new login is there shows only that its user gets in: perhaps because nobody has asked.
Result<void> require_accepted_code(const Site& site, const std::string& user, const Change& change,
                                   const change::Moment& made) {
  auto accepted = was_accepted(site, user, change, made);
  // With rootpw or targetpw, sudo asks for root's password, and then for root's code.
  if (accepted && !*accepted && change.service == "sudo") accepted = was_accepted(site, "root", change, made);
  if (!accepted) return tl::unexpected(accepted.error());
  if (*accepted) return {};
  const std::string what =
      "no code of " + user + " has been accepted for " + change.service + " since the change";
  if (site.config.policy.mode == login::Mode::Observe) {
    warn(what + "; mode = \"observe\" lets in without one, too: whether codes arrive is yet to be seen");
    return {};
  }
  return failure(
      what + ": whoever is exempt, has a bypass or comes from a remembered address is not asked, " +
      "and shows nothing of it; let somebody confirm it who is asked, or have " + user +
      " asked (ozibusctl explain " + user + " --service " + change.service + " says why not; bypass " + user +
      " 0s and forget " + user + " end the latter two), and " + how_to_show(change.service));
}

Result<void> require_proof(const Site& site, const Change& change, const change::Moment& made) {
  const auto login = require_new_login(change.service, made);
  if (!login) return tl::unexpected(login.error());
  const auto user = user_of(change.service, *login, site.by);
  if (!user) return tl::unexpected(user.error());
  return require_accepted_code(site, *user, change, made);
}

Result<Change> confirm_pending(const Site& site) {
  const change::Journal journal(kChangeFolder);
  if (!journal.has_pending()) return failure("there is no change to confirm; see: ozibusctl check");
  const auto lock = journal.lock(change::Patience::Wait);
  if (!lock) return tl::unexpected(lock.error());
  auto pending = journal.pending();
  if (!pending) return tl::unexpected(pending.error());
  const auto made = journal.made_at();
  if (!*pending || !made || journal.is_back() || change::is_over((*pending)->due, change::now())) {
    return failure("the time is over, and everything is put back; see: ozibusctl enable --help");
  }
  if (auto shown = require_proof(site, **pending, *made); !shown) return tl::unexpected(shown.error());
  if (auto confirmed = journal.confirm((*pending)->service); !confirmed)
    return tl::unexpected(confirmed.error());
  if (auto dropped = change::drop_ways_back(**pending); !dropped) warn(dropped.error().reason);
  return std::move(**pending);
}

}  // namespace

Result<void> confirm_change(const Site& site) {
  if (auto is_root = require_root(); !is_root) return is_root;
  const auto change = confirm_pending(site);
  if (!change) return tl::unexpected(change.error());
  process::write_line(process::Severity::Notice,
                      describe_service("confirm", change->service, site.by).view());
  for (const change::Step& step : change->steps) {
    if (auto told = confirm(step.path + ": stays"); !told) return told;
  }
  return confirm(change->service + " asks for a code from now on; to take it out: ozibusctl disable " +
                 change->service);
}

}  // namespace ozibus::ctl
