// SPDX-License-Identifier: Apache-2.0
#include "helper/decision/decision.h"

#include <utility>

#include "helper/files/trusted_file.h"
#include "helper/ledger/administration.h"
#include "helper/login/admission.h"
#include "helper/login/endings.h"
#include "helper/process/identity.h"
#include "helper/text/duration.h"
#include "protocol/messages.h"

namespace ozibus::decision {
namespace {

using login::Conclusion;
using login::Report;

// A step that may settle the login, or nothing to go on.
using Settled = std::optional<Report>;

Report let_in(Conclusion conclusion, std::string reason) {
  return {.conclusion = conclusion, .reason = std::move(reason)};
}

Report refused(Conclusion conclusion, std::string reason) {
  return {.conclusion = conclusion,
          .reason = std::move(reason),
          .farewell = std::string(protocol::kNotAvailable)};
}

Result<contacts::Entry> entry_of(const std::string& account, const std::string& map) {
  const auto file = files::open_trusted(map, files::Readers::Anyone);
  if (!file) return tl::unexpected(file.error());
  return contacts::find_entry(file->get(), map, account);
}

Settled exempted(const process::Account& account, const std::string& rhost,
                 const login::Exemptions& exemptions) {
  const auto membership = process::membership_of(account, login::groups_of(exemptions));
  if (!membership) return misconfigured(membership.error());
  if (const auto good = login::check_groups(exemptions, membership->unknown); !good) {
    return misconfigured(good.error());
  }
  auto rule = login::find_exemption(exemptions, {account.name, membership->joined, rhost});
  if (!rule) return std::nullopt;
  return let_in(Conclusion::Exempt, std::move(*rule));
}

// An administrator's bypass holds even for who could not give a code: without a contact, or with a broken
// line. State that can't be read gives none; whoever then needs it is told so.
Settled bypassed(const std::string& account, const std::string& state_dir,
                 const process::Calendar& calendar) {
  const auto left = ledger::bypass_left(state_dir, account, calendar);
  if (!left || !*left) return std::nullopt;
  Report report = let_in(Conclusion::Exempt, "bypass: for another " + text::roughly(**left) +
                                                 "; to end it now: ozibusctl bypass USER 0s");
  report.holds_for = **left;
  return report;
}

Report without_contact(const config::Users& users) {
  switch (users.exemptions.unenrolled) {
    case login::Unenrolled::Skip:
      return let_in(Conclusion::Exempt, "unenrolled = \"skip\": no line for this user in " + users.map);
    case login::Unenrolled::Deny:
      break;
  }
  return refused(Conclusion::Unenrolled,
                 "no line for this user in " + users.map + "; add one: LOGIN: CONTACT");
}

}  // namespace

Report misconfigured(Error error) {
  return refused(Conclusion::Misconfigured, std::move(error.reason));
}

Decision decide(const config::Config& config, const ledger::Visit& visit, const process::Calendar& calendar) {
  const auto account = process::find_account(visit.user);
  if (!account) return misconfigured(account.error());
  if (!*account) {
    return refused(Conclusion::Unenrolled,
                   "the system does not know this user; if it should, see: getent passwd USER");
  }
  if (auto settled = exempted(**account, visit.rhost, config.users.exemptions)) return *settled;
  const std::string& name = (*account)->name;
  if (auto settled = bypassed(name, config.ledger.state_dir, calendar)) return *settled;
  auto entry = entry_of(name, config.users.map);
  if (!entry) return misconfigured(entry.error());
  if (entry->contacts.empty()) return without_contact(config.users);
  return Enrolled{name, std::move(*entry)};
}

Settled settled_before(const ledger::Standing& standing) {
  if (standing.remembered_for) {
    Report report = let_in(Conclusion::Remembered, {});
    report.holds_for = standing.remembered_for;
    return report;
  }
  if (!standing.locked_for) return std::nullopt;
  login::Ending ending = login::locked(*standing.locked_for);
  return Report{.conclusion = ending.conclusion,
                .reason = std::move(ending.reason),
                .farewell = std::move(ending.farewell),
                .holds_for = standing.locked_for};
}

}  // namespace ozibus::decision
