// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/ledger.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

#include "helper/ledger/recovery.h"

namespace ozibus::ledger {
namespace {

using std::chrono::milliseconds;

// The entry whose `name` is that key, or the one to be given up for it: a free one or the oldest.
template <typename Entries, typename Name, typename Age>
auto& place_for(Entries& entries, const Key& key, Name name, Age age) {
  const auto known = std::ranges::find(entries, key, name);
  return known != entries.end() ? *known : *std::ranges::min_element(entries, {}, age);
}

void forget(UserRecord& user, const Client& client) {
  if (Running* running = find_running(user, client)) *running = {};
}

std::string_view text_of(const RecoveryHash& hash) {
  return {hash.data(), ::strnlen(hash.data(), hash.size())};
}

// Over a closing gap: the order means nothing.
void remove(RecoveryCodes& codes, RecoveryHash& hash) {
  hash = codes.hashes[--codes.count];
  codes.hashes[codes.count] = {};
}

}  // namespace

Key contact_key(std::string_view address) {
  return key_of({address});
}

Result<Ledger> Ledger::open(const Settings& settings, const Visit& visit, const process::Calendar& calendar) {
  const auto now = calendar.now();
  std::optional<std::string> damage;
  auto user = open_record<UserRecord>(settings.state_dir, visit.user, now, damage);
  if (!user) return tl::unexpected(user.error());
  Ledger ledger(settings, client_of(visit), calendar, std::move(*user));
  ledger.damage_ = damage.value_or("");
  if (const auto& owner = ledger.client_.host) {
    std::optional<std::string> also;
    auto host = open_record<HostRecord>(settings.state_dir, *owner, now, also);
    if (!host) return tl::unexpected(host.error());
    ledger.host_ = std::move(*host);
    if (also) ledger.damage_ += (damage ? "; " : "") + *also;
  }
  return ledger;
}

Ledger::Ledger(const Settings& settings, Client client, const process::Calendar& calendar,
               RecordOf<UserRecord> user)
    : settings_(settings), calendar_(calendar), client_(std::move(client)), user_(std::move(user)) {}

Result<Standing> Ledger::standing() {
  Standing standing;
  const auto looked = look_at(user_, calendar_, [&](UserRecord& user, Time now) {
    standing = standing_of(user, client_, settings_, now);
    return Change::Keep;
  });
  if (!looked) return tl::unexpected(looked.error());
  return standing;
}

Result<Ledger::OrderAnswer> Ledger::begin_order(std::string_view address, std::size_t base_url,
                                                milliseconds span) {
  user_order_.reset();
  host_order_.reset();
  OrderAnswer answer;
  auto looked = look_at(user_, calendar_, [&](UserRecord& user, Time now) {
    answer = user_answer(user, client_, settings_, span, now);
    if (!std::holds_alternative<Ordered>(answer)) return Change::Keep;
    user.sends.add(now);
    user_order_ = now;
    place_for(user.running, client_.key, &Running::client, &Running::ordered) = {
        client_.key, contact_key(address), now, base_url};
    return Change::Save;
  });
  if (!looked) return tl::unexpected(looked.error());
  if (!host_) return answer;

  looked = look_at(*host_, calendar_, [&](HostRecord& host, Time now) {
    answer = host_answer(answer, host, settings_, now);
    if (!std::holds_alternative<Ordered>(answer)) return Change::Keep;
    host.sends.add(now);
    host_order_ = now;
    return Change::Save;
  });
  if (!looked) return tl::unexpected(looked.error());
  const auto* over = std::get_if<OverLimit>(&answer);
  if (over != nullptr && over->whose == OverLimit::Whose::Host) {
    if (auto withdrawn = withdraw_user_order(); !withdrawn) return tl::unexpected(withdrawn.error());
  }
  return answer;
}

Result<void> Ledger::withdraw_user_order() {
  const auto order = std::exchange(user_order_, std::nullopt);
  if (!order) return {};
  return look_at(user_, calendar_, [&](UserRecord& user, Time) {
    user.sends.remove(*order);
    forget(user, client_);
    return Change::Save;
  });
}

Result<void> Ledger::withdraw_order() {
  if (auto withdrawn = withdraw_user_order(); !withdrawn) return withdrawn;
  const auto order = std::exchange(host_order_, std::nullopt);
  if (!order) return {};
  return look_at(*host_, calendar_, [&](HostRecord& host, Time) {
    host.sends.remove(*order);
    return Change::Save;
  });
}

Result<void> Ledger::forget_running() {
  return look_at(user_, calendar_, [&](UserRecord& user, Time) {
    if (find_running(user, client_) == nullptr) return Change::Keep;
    forget(user, client_);
    return Change::Save;
  });
}

Result<std::optional<milliseconds>> Ledger::begin_attempt() {
  attempt_.reset();
  std::optional<milliseconds> locked_for;
  const auto looked = look_at(user_, calendar_, [&](UserRecord& user, Time now) {
    locked_for = user.rejections.full_for(settings_.lockout, now);
    if (locked_for) return Change::Keep;
    user.rejections.add(now);
    attempt_ = now;
    return Change::Save;
  });
  if (!looked) return tl::unexpected(looked.error());
  return locked_for;
}

Result<void> Ledger::withdraw_attempt() {
  const auto attempt = std::exchange(attempt_, std::nullopt);
  if (!attempt) return {};
  return look_at(user_, calendar_, [&](UserRecord& user, Time) {
    user.rejections.remove(*attempt);
    return Change::Save;
  });
}

Result<void> Ledger::accept() {
  return look_at(user_, calendar_, [&](UserRecord& user, Time now) {
    settle(user, now);
    return Change::Save;
  });
}

void Ledger::settle(UserRecord& user, Time now) {
  if (const auto attempt = std::exchange(attempt_, std::nullopt)) user.rejections.remove(*attempt);
  forget(user, client_);
  place_for(user.accepted, client_.service, &Accepted::service, &Accepted::at) = {client_.service, now};
  if (client_.host && settings_.remember > milliseconds::zero()) {
    place_for(user.remembered, client_.key, &Remembered::client, &Remembered::since) = {client_.key, now};
  }
}

Result<std::optional<int>> Ledger::redeem(const Secret& code) {
  std::string salt;
  auto looked = look_at(user_, calendar_, [&](UserRecord& user, Time) {
    if (user.recovery.count > 0) salt = text_of(user.recovery.hashes.front());
    return Change::Keep;
  });
  if (!looked) return tl::unexpected(looked.error());
  if (salt.empty()) return std::nullopt;
  // Hashing takes its time, so it is done outside of the lock; whoever finds the hash still there within
  // it is the one that used the code.
  const auto hash = hash_recovery_code(code, salt);
  if (!hash) return tl::unexpected(hash.error());
  std::optional<int> left;
  looked = look_at(user_, calendar_, [&](UserRecord& user, Time now) {
    const auto end = user.recovery.hashes.begin() + user.recovery.count;
    const auto found = std::ranges::find(user.recovery.hashes.begin(), end, *hash, text_of);
    if (found == end) return Change::Keep;
    remove(user.recovery, *found);
    left = static_cast<int>(user.recovery.count);
    settle(user, now);
    return Change::Save;
  });
  if (!looked) return tl::unexpected(looked.error());
  return left;
}

}  // namespace ozibus::ledger
