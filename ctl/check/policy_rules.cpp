// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/policy_rules.h"

#include <algorithm>
#include <cstddef>

#include "ctl/check/remedy.h"

namespace ozibus::ctl::check {
namespace {

constexpr std::size_t kMostNames = 5;

std::string names_of(const std::vector<std::string>& accounts) {
  std::string names;
  for (std::size_t i = 0; i < std::min(accounts.size(), kMostNames); ++i)
    names += (i == 0 ? "" : ", ") + accounts[i];
  return names + (accounts.size() > kMostNames ? ", ..." : "");
}

std::string subject_of(const std::vector<std::string>& accounts) {
  return accounts.size() == 1 ? "1 account with a login shell has"
                              : std::to_string(accounts.size()) + " accounts with a login shell have";
}

}  // namespace

Findings judge_mode(login::Mode mode, const KeyPlace& place_of) {
  switch (mode) {
    case login::Mode::Enforce:
      return {};
    case login::Mode::Observe:
      break;
  }
  const std::string place = place_of("mode", "");
  return {{Gravity::Problem, "observe", place,
           "mode = \"observe\": nobody is refused, and the first factor alone is enough",
           "when the roll-out is over, run: " + put_line(place, "mode = \"enforce\"")}};
}

Findings judge_groups(const login::Exemptions& exemptions, const std::vector<std::string>& unknown,
                      const KeyPlace& place_of) {
  Findings findings;
  for (const std::string& group : unknown) {
    const bool is_required =
        std::ranges::find(exemptions.required_groups, group) != exemptions.required_groups.end();
    const std::string key = is_required ? "required_groups" : "exempt_groups";
    findings.push_back({Gravity::Problem, "group-unknown", place_of(key, group),
                        key + " names \"" + group + "\", a group that the system does not know" +
                            (is_required ? ": every login is refused" : ""),
                        "correct the name, or run: groupadd " + group});
  }
  return findings;
}

Findings judge_root(const Root& root, const std::string& map) {
  if (!root.is_asked) return {};
  if (!root.has_contact) {
    return {{Gravity::Problem, "root-unreachable", map,
             "root would be asked for a code and has no contact, so it is always refused",
             "give it one, run: ozibusctl user set root CONTACT, then: ozibusctl recovery create root; or "
             "keep root out "
             "of that service (PermitRootLogin no)"}};
  }
  if (root.recovery_codes > 0) return {};
  return {{Gravity::Note, "root-without-recovery", map,
           "root has no recovery code for the day on which the service is down",
           "run: ozibusctl recovery create root"}};
}

Findings judge_census(const Census& census, const login::Exemptions& exemptions, const KeyPlace& place_of) {
  if (census.accounts == 0 || census.exempt < census.accounts) return {};
  const auto& required = exemptions.required_groups;
  const std::string who = census.accounts == 1 ? "the only account that is known here"
                                               : "each of the " + std::to_string(census.accounts) +
                                                     " accounts that are known here";
  return {{Gravity::Problem, "nobody-asked",
           place_of(!required.empty()          ? "required_groups"
                    : exemptions.users.empty() ? "exempt_groups"
                                               : "exempt_users",
                    ""),
           "nobody is asked for a code: " + who + " is exempt" +
               (required.empty() ? "" : ", as nobody is in required_groups"),
           required.empty() ? "to see which rule exempts somebody, run: ozibusctl explain USER"
                            : "for each who is to be asked, run: adduser USER " + required.front()}};
}

Findings judge_keyless(const std::vector<std::string>& accounts, const std::string& place) {
  if (accounts.empty()) return {};
  return {{Gravity::Note, "without-key", place,
           subject_of(accounts) +
               " no key, on which sshd insists, so their logins by ssh are refused: " + names_of(accounts),
           "write the key of each who is to log in, as ssh-keygen makes one, into one of the files, which "
           "are told when you "
           "run: sshd -T | grep authorizedkeysfile"}};
}

Findings judge_contacts(const std::vector<std::string>& accounts, const std::string& map) {
  if (accounts.empty()) return {};
  return {{Gravity::Note, "without-contact", map,
           subject_of(accounts) +
               " no contact and can give no code, so their logins are refused: " + names_of(accounts),
           "for each who is to log in, run: ozibusctl user set USER CONTACT"}};
}

}  // namespace ozibus::ctl::check
