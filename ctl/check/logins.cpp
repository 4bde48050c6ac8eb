// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/logins.h"

#include <algorithm>

#include "ctl/check/modules.h"
#include "ctl/check/worlds.h"

namespace ozibus::ctl::check {
namespace {

constexpr const char* kRefusesAll = "a refusal: the module can't work, see below";

struct Pam {
  const Services& services;
  OurModule module;
  const Census& census;
};

std::string exempt_in_words(const Census& census) {
  if (census.exempt == 0) return "";
  return " (exempt: " + std::to_string(census.exempt) + " of " + std::to_string(census.accounts) +
         " accounts)";
}

// What PAM asks of a rightful person who is not exempt.
std::string questions_of(const stack::Stack& stack, const Pam& pam) {
  const bool works = pam.module == OurModule::Works;
  bool gets_in = false;
  bool is_asked = false;
  const Person person = rightful(stack).front();
  for (const World& world : person) {
    const auto outcome = meet(stack, world, works ? PAM_SUCCESS : PAM_SERVICE_ERR);
    if (!admits(outcome)) continue;
    gets_in = true;
    is_asked = is_asked || (works && asks_us(outcome));
  }
  if (!gets_in) return works || find_ours(stack) == nullptr ? "a refusal" : kRefusesAll;
  const std::string code = "a code" + exempt_in_words(pam.census);
  if (!has_first_factor(stack)) return is_asked ? code : "nothing";
  return is_asked ? "the password, then " + code : "the password, no code";
}

std::string service_in_words(const Pam& pam, const std::string& name) {
  const auto found = pam.services.find(name);
  if (found == pam.services.end()) return "not installed";
  return found->second ? questions_of(*found->second, pam) : "a refusal: its stack can't be read";
}

std::string with_key(const Pam& pam, const SshdSettings& sshd) {
  const auto ways = ways_with(sshd, "publickey");
  if (ways.empty()) return "a refusal: a key is not enough for any method";
  const auto alone = [](const Way& way) { return way.size() == 1; };
  if (std::ranges::any_of(ways, alone)) return "the key, no code";
  if (!sshd.use_pam) return "the key and more, but not PAM: no code";
  if (std::ranges::any_of(ways, [](const Way& way) { return has(way, "keyboard-interactive"); })) {
    return "the key, then " + service_in_words(pam, "sshd");
  }
  return "the key, then a method that can't ask for a code";
}

std::string with_password(const Pam& pam, const SshdSettings& sshd) {
  const auto alone = [](const Way& way) { return way.size() == 1; };
  if (!sshd.use_pam) {
    return std::ranges::any_of(ways_with(sshd, "password"), alone) ? "the password, no code" : "a refusal";
  }
  if (std::ranges::any_of(ways_with(sshd, "keyboard-interactive"), alone)) {
    return service_in_words(pam, "sshd");
  }
  if (std::ranges::any_of(ways_with(sshd, "password"), alone)) {
    return has_module(pam.services, "sshd")
               ? "a refusal after a message was sent: PasswordAuthentication can't ask"
               : service_in_words(pam, "sshd");
  }
  return "a refusal: sshd wants more than a password";
}

}  // namespace

std::vector<Login> describe_logins(const Services& services, const std::optional<SshdSettings>& sshd,
                                   OurModule module, const Census& census) {
  const Pam pam{services, module, census};
  const std::string none = "not known: there is no sshd that tells its settings";
  return {{"ssh_key", "ssh with a key", sshd ? with_key(pam, *sshd) : none},
          {"ssh_password", "ssh with a password", sshd ? with_password(pam, *sshd) : none},
          {"sudo", "sudo", service_in_words(pam, "sudo")},
          {"su", "su", service_in_words(pam, "su")}};
}

}  // namespace ozibus::ctl::check
