// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/administration.h"

#include <algorithm>
#include <type_traits>

#include "helper/ledger/records.h"
#include "helper/ledger/rules.h"

namespace ozibus::ledger {
namespace {

using std::chrono::milliseconds;

std::optional<milliseconds> bypass_of(const UserRecord& user, Time now) {
  if (user.bypass_until <= now) return std::nullopt;
  return milliseconds(user.bypass_until - now);
}

Overview overview_of(const UserRecord& user, const Settings& settings, Time now) {
  const auto counts = [&](const Remembered& remembered) {
    return remembered.client != Key{} && now - remembered.since < settings.remember.count();
  };
  return {.sends = settings.send_limit.count - user.sends.left(settings.send_limit, now),
          .rejections = settings.lockout.count - user.rejections.left(settings.lockout, now),
          .locked_for = user.rejections.full_for(settings.lockout, now),
          .bypass_left = bypass_of(user, now),
          .remembered = static_cast<int>(std::ranges::count_if(user.remembered, counts)),
          .recovery_codes = static_cast<int>(user.recovery.count),
          .recovery_codes_made = static_cast<int>(user.recovery.made),
          .recovery_made_at = std::chrono::seconds(user.recovery.made_at)};
}

}  // namespace

Result<std::optional<milliseconds>> bypass_left(const std::string& state_dir, const std::string& user,
                                                const process::Calendar& calendar) {
  auto record = find_record<UserRecord>(state_dir, user);
  if (!record) return tl::unexpected(record.error());
  std::optional<milliseconds> left;
  if (!*record) return left;
  const auto looked = look_at(**record, calendar, [&](UserRecord& contents, Time now) {
    left = bypass_of(contents, now);
    return Change::Keep;
  });
  if (!looked) return tl::unexpected(looked.error());
  return left;
}

template <typename Look>
auto Administration::read(Look look) const {
  using Seen = std::invoke_result_t<Look, const UserRecord&, Time>;
  using Answer = Result<std::optional<Seen>>;
  auto record = find_record<UserRecord>(settings_.state_dir, user_);
  if (!record) return Answer(tl::unexpected(record.error()));
  std::optional<Seen> seen;
  if (!*record) return Answer(seen);
  const auto looked = (*record)->with([&](UserRecord& contents) {
    seen = look(contents, contents.clock.at(calendar_.now()));
    return Change::Keep;
  });
  return looked ? Answer(seen) : Answer(tl::unexpected(looked.error()));
}

Result<std::optional<Overview>> Administration::overview() const {
  return read([this](const UserRecord& user, Time now) { return overview_of(user, settings_, now); });
}

Result<std::optional<milliseconds>> Administration::accepted_ago(const std::string& service) const {
  const Key key = service_key(service);
  const auto seen = read([&key](const UserRecord& user, Time now) -> std::optional<milliseconds> {
    const auto known = std::ranges::find(user.accepted, key, &Accepted::service);
    if (known == user.accepted.end()) return std::nullopt;
    return milliseconds(now - known->at);
  });
  if (!seen) return tl::unexpected(seen.error());
  return seen->value_or(std::nullopt);
}

template <typename Make>
Administration::Done Administration::change(Make make) const {
  std::optional<std::string> set_aside;
  auto record = open_record<UserRecord>(settings_.state_dir, user_, calendar_.now(), set_aside);
  if (!record) return tl::unexpected(record.error());
  const auto looked = look_at(*record, calendar_, [&](UserRecord& contents, Time now) {
    make(contents, now);
    return Change::Save;
  });
  if (!looked) return tl::unexpected(looked.error());
  return set_aside;
}

Administration::Done Administration::bypass(milliseconds span) const {
  return change([span](UserRecord& user, Time now) { user.bypass_until = now + span.count(); });
}

Administration::Done Administration::unlock() const {
  return change([](UserRecord& user, Time) {
    user.rejections.clear();
    user.sends.clear();
  });
}

Administration::Done Administration::forget_addresses() const {
  return change([](UserRecord& user, Time) { user.remembered = {}; });
}

Administration::Done Administration::replace_recovery_codes(const std::vector<std::string>& hashes) const {
  RecoveryCodes codes{};
  codes.count = static_cast<std::uint32_t>(hashes.size());
  codes.made = codes.count;
  codes.made_at = std::chrono::floor<std::chrono::seconds>(calendar_.now().wall).count();
  if (hashes.size() > codes.hashes.size()) return failure("too many recovery codes for one user");
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    if (hashes[i].size() > codes.hashes[i].size()) return failure("a recovery code's hash is too long");
    hashes[i].copy(codes.hashes[i].data(), hashes[i].size());
  }
  return change([&codes](UserRecord& user, Time) { user.recovery = codes; });
}

}  // namespace ozibus::ledger
