// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/dialogue_model.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

template <typename Map>
typename Map::mapped_type found_in(const Map& map, const std::string& key) {
  const auto found = map.find(key);
  return found == map.end() ? typename Map::mapped_type{} : found->second;
}

std::string client(const ledger::Visit& visit) {
  return visit.user + "\n" + visit.service + "\n" + visit.rhost;
}

// Only an address has a budget, and is remembered. The addresses of the runs have digits in front.
bool has_address(const ledger::Visit& visit) {
  return !visit.rhost.empty() && visit.rhost.front() >= '0' && visit.rhost.front() <= '9';
}

}  // namespace

int Model::count(const Times& times, const text::Limit& limit, milliseconds now) {
  return static_cast<int>(
      std::ranges::count_if(times, [&](milliseconds time) { return time > now - limit.window; }));
}

int Model::rejections(const ledger::Visit& visit, milliseconds now) const {
  return count(found_in(rejections_, visit.user), limits_.lockout, now);
}

bool Model::is_locked(const ledger::Visit& visit, milliseconds now) const {
  return rejections(visit, now) >= limits_.lockout.count;
}

bool Model::is_remembered(const ledger::Visit& visit, milliseconds now) const {
  const auto found = accepted_.find(client(visit));
  return has_address(visit) && found != accepted_.end() && now - found->second < limits_.remember;
}

bool Model::is_running(const ledger::Visit& visit, milliseconds span, milliseconds now) const {
  const auto found = running_.find(client(visit));
  return found != running_.end() && now - found->second.since < span;
}

std::string Model::address_of_running(const ledger::Visit& visit) const {
  return found_in(running_, client(visit)).address;
}

bool Model::may_order(const ledger::Visit& visit, milliseconds now) const {
  const int of_user = count(found_in(sends_of_user_, visit.user), limits_.send_limit, now);
  const int of_host = count(found_in(sends_of_host_, visit.rhost), limits_.send_limit_host, now);
  return of_user < limits_.send_limit.count && of_host < limits_.send_limit_host.count;
}

void Model::pay(const ledger::Visit& visit, const std::string& address, milliseconds now) {
  require(may_order(visit, now), "nothing is ordered over a limit");
  sends_of_user_[visit.user].push_back(now);
  if (has_address(visit)) sends_of_host_[visit.rhost].push_back(now);
  running_[client(visit)] = {now, address};
}

void Model::give_back(const ledger::Visit& visit) {
  sends_of_user_[visit.user].pop_back();
  if (has_address(visit)) sends_of_host_[visit.rhost].pop_back();
  forget_running(visit);
}

void Model::forget_running(const ledger::Visit& visit) {
  running_.erase(client(visit));
}

void Model::reject(const ledger::Visit& visit, milliseconds now) {
  rejections_[visit.user].push_back(now);
}

void Model::accept(const ledger::Visit& visit, milliseconds now) {
  forget_running(visit);
  accepted_[client(visit)] = now;
}

void Model::give_recovery_code(const std::string& user, const std::string& code) {
  recovery_codes_[user].insert(code);
}

bool Model::redeem(const std::string& user, const std::string& code) {
  return recovery_codes_[user].erase(code) > 0;
}

}  // namespace ozibus::fuzz
