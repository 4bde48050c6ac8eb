// SPDX-License-Identifier: Apache-2.0
#include "helper/login/admission.h"

#include <algorithm>

namespace ozibus::login {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

// The first of `names` that is also one of `others`.
std::optional<std::string> first_in_both(const std::vector<std::string>& names,
                                         const std::vector<std::string>& others) {
  const auto found =
      std::ranges::find_if(names, [&others](const std::string& name) { return contains(others, name); });
  return found == names.end() ? std::nullopt : std::optional(*found);
}

std::optional<std::string> exempt_network(const std::vector<text::Network>& networks,
                                          const std::string& rhost) {
  const auto address = text::Address::parse(rhost);
  if (!address) return std::nullopt;
  const auto found = std::ranges::find_if(
      networks, [&address](const text::Network& network) { return network.contains(*address); });
  return found == networks.end() ? std::nullopt : std::optional(found->text());
}

}  // namespace

std::optional<std::string> find_exemption(const Exemptions& exemptions, const Visitor& visitor) {
  if (contains(exemptions.users, visitor.account)) return "exempt_users names this user";
  if (const auto group = first_in_both(exemptions.groups, visitor.joined)) {
    return "exempt_groups: member of " + *group;
  }
  if (!exemptions.required_groups.empty() && !first_in_both(exemptions.required_groups, visitor.joined)) {
    return "required_groups: member of none";
  }
  if (const auto network = exempt_network(exemptions.networks, visitor.rhost)) {
    return "exempt_networks: " + *network;
  }
  return std::nullopt;
}

std::vector<std::string> groups_of(const Exemptions& exemptions) {
  std::vector<std::string> groups = exemptions.groups;
  groups.insert(groups.end(), exemptions.required_groups.begin(), exemptions.required_groups.end());
  std::ranges::sort(groups);
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  return groups;
}

Result<void> check_groups(const Exemptions& exemptions, const std::vector<std::string>& unknown) {
  if (const auto group = first_in_both(exemptions.required_groups, unknown)) {
    return failure("required_groups names \"" + *group +
                   "\", a group that the system does not know; correct the name or add the group");
  }
  return {};
}

}  // namespace ozibus::login
