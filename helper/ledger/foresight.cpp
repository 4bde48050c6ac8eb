// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/foresight.h"

#include <utility>

#include "helper/ledger/records.h"
#include "helper/ledger/rules.h"

namespace ozibus::ledger {
namespace {

// What a login would find once it has opened the record of `owner`.
template <typename Record>
Result<Record> peek(const std::string& state_dir, const std::string& owner, const process::Moment& now,
                    std::string& damage) {
  const auto file = find_record<Record>(state_dir, owner);
  if (!file) return tl::unexpected(file.error());
  if (!*file) return fresh_record<Record>(owner, now);
  const auto record = (*file)->read();
  if (!record) return tl::unexpected(record.error());
  if (*record) return **record;
  damage += (damage.empty() ? "" : "; ") + (*file)->path() + ": fails its check; a login sets it aside";
  return spent_record<Record>(owner, now);
}

}  // namespace

Result<Prospect> foresee(const Settings& settings, const Visit& visit, const process::Calendar& calendar,
                         std::chrono::milliseconds span) {
  const Client client = client_of(visit);
  Prospect prospect;
  const auto user = peek<UserRecord>(settings.state_dir, visit.user, calendar.now(), prospect.damage);
  if (!user) return tl::unexpected(user.error());
  const Time time = user->clock.at(calendar.now());
  prospect.standing = standing_of(*user, client, settings, time);
  prospect.order = user_answer(*user, client, settings, span, time);
  if (!client.host) return prospect;

  const auto host = peek<HostRecord>(settings.state_dir, *client.host, calendar.now(), prospect.damage);
  if (!host) return tl::unexpected(host.error());
  prospect.order = host_answer(std::move(prospect.order), *host, settings, host->clock.at(calendar.now()));
  return prospect;
}

}  // namespace ozibus::ledger
