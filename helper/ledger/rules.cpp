// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/rules.h"

#include <variant>

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

std::optional<milliseconds> remembered_for(const UserRecord& user, const Client& client, milliseconds span,
                                           Time now) {
  const auto known = std::ranges::find(user.remembered, client.key, &Remembered::client);
  if (!client.host || known == user.remembered.end()) return std::nullopt;
  const milliseconds left = span - age_of(known->since, now);
  return left > milliseconds::zero() ? std::optional(left) : std::nullopt;
}

}  // namespace

Client client_of(const Visit& visit) {
  const auto address = text::Address::parse(visit.rhost);
  Client client{.key = key_of({visit.service, client_text(address, visit.rhost)}),
                .service = service_key(visit.service)};
  if (address) client.host = host_of(*address);
  return client;
}

Key service_key(const std::string& service) {
  return key_of({service});
}

Standing standing_of(const UserRecord& user, const Client& client, const Settings& settings, Time now) {
  return {.remembered_for = remembered_for(user, client, settings.remember, now),
          .locked_for = user.rejections.full_for(settings.lockout, now),
          .recovery_codes = static_cast<int>(user.recovery.count)};
}

OrderAnswer user_answer(const UserRecord& user, const Client& client, const Settings& settings,
                        milliseconds span, Time now) {
  const int left = user.sends.left(settings.send_limit, now);
  if (const Running* known = find_running(user, client);
      known != nullptr && age_of(known->ordered, now) < span) {
    return RunningCode{known->contact, known->base_url, age_of(known->ordered, now), left};
  }
  if (const auto wait = user.sends.full_for(settings.send_limit, now)) {
    return OverLimit{OverLimit::Whose::User, *wait};
  }
  return Ordered{left - 1};
}

OrderAnswer host_answer(OrderAnswer of_user, const HostRecord& host, const Settings& settings, Time now) {
  const int left = host.sends.left(settings.send_limit_host, now);
  if (auto* running = std::get_if<RunningCode>(&of_user)) running->left = std::min(running->left, left);
  auto* ordered = std::get_if<Ordered>(&of_user);
  if (ordered == nullptr) return of_user;
  if (const auto wait = host.sends.full_for(settings.send_limit_host, now)) {
    return OverLimit{OverLimit::Whose::Host, *wait};
  }
  ordered->left = std::min(ordered->left, left - 1);
  return of_user;
}

}  // namespace ozibus::ledger
