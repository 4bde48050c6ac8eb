// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/ledger.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "helper/ledger/recovery.h"
#include "helper/text/network.h"

namespace ozibus::ledger {
namespace {

using std::chrono::milliseconds;

// A v6 client has at least a /64 to choose its addresses from (RFC 6177).
std::string host_of(const text::Address& address) {
  return text::Network::around(address, address.is_v4() ? 32 : 64).text();
}

// A link-local address means another client behind each interface, so its zone belongs to it.
std::string client_text(const std::optional<text::Address>& address, const std::string& rhost) {
  return address && rhost.find('%') == std::string::npos ? address->text() : rhost;
}

milliseconds age_of(Time then, Time now) {
  return milliseconds(std::max<Time>(0, now - then));
}

// The entry of that client, or the one to be given up for it: a free one or the oldest.
template <typename Entries, typename Age>
auto& place_for(Entries& entries, const Key& client, Age age) {
  const auto known = std::ranges::find(entries, client, &Entries::value_type::client);
  return known != entries.end() ? *known : *std::ranges::min_element(entries, {}, age);
}

Running* find_running(UserRecord& user, const Key& client) {
  const auto found = std::ranges::find(user.running, client, &Running::client);
  return found == user.running.end() ? nullptr : &*found;
}

void forget(UserRecord& user, const Key& client) {
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
  Ledger ledger(settings, visit, calendar, std::move(*user));
  ledger.damage_ = damage.value_or("");
  if (const auto address = text::Address::parse(visit.rhost)) {
    std::optional<std::string> also;
    auto host = open_record<HostRecord>(settings.state_dir, host_of(*address), now, also);
    if (!host) return tl::unexpected(host.error());
    ledger.host_ = std::move(*host);
    if (also) ledger.damage_ += (damage ? "; " : "") + *also;
  }
  return ledger;
}

Ledger::Ledger(const Settings& settings, const Visit& visit, const process::Calendar& calendar,
               RecordOf<UserRecord> user)
    : settings_(settings), calendar_(calendar), user_(std::move(user)) {
  const auto address = text::Address::parse(visit.rhost);
  has_address_ = address.has_value();
  client_ = key_of({visit.service, client_text(address, visit.rhost)});
}

Result<Standing> Ledger::standing() {
  Standing standing;
  const auto looked = look_at(user_, calendar_, [&](UserRecord& user, Time now) {
    const auto known = std::ranges::find(user.remembered, client_, &Remembered::client);
    standing.remembered =
        has_address_ && known != user.remembered.end() && age_of(known->since, now) < settings_.remember;
    standing.locked_for = user.rejections.full_for(settings_.lockout, now);
    standing.recovery_codes = static_cast<int>(user.recovery.count);
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
    const int left = user.sends.left(settings_.send_limit, now);
    if (const Running* known = find_running(user, client_);
        known != nullptr && age_of(known->ordered, now) < span) {
      answer = RunningCode{known->contact, known->base_url, age_of(known->ordered, now), left};
      return Change::Keep;
    }
    if (const auto wait = user.sends.full_for(settings_.send_limit, now)) {
      answer = OverLimit{OverLimit::Whose::User, *wait};
      return Change::Keep;
    }
    user.sends.add(now);
    user_order_ = now;
    place_for(user.running, client_, &Running::ordered) = {client_, contact_key(address), now, base_url};
    answer = Ordered{left - 1};
    return Change::Save;
  });
  if (!looked) return tl::unexpected(looked.error());
  if (!host_) return answer;

  looked = look_at(*host_, calendar_, [&](HostRecord& host, Time now) {
    const int left = host.sends.left(settings_.send_limit_host, now);
    if (auto* running = std::get_if<RunningCode>(&answer)) running->left = std::min(running->left, left);
    auto* ordered = std::get_if<Ordered>(&answer);
    if (ordered == nullptr) return Change::Keep;
    if (const auto wait = host.sends.full_for(settings_.send_limit_host, now)) {
      answer = OverLimit{OverLimit::Whose::Host, *wait};
      return Change::Keep;
    }
    ordered->left = std::min(ordered->left, left - 1);
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
  if (has_address_ && settings_.remember > milliseconds::zero()) {
    place_for(user.remembered, client_, &Remembered::since) = {client_, now};
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
