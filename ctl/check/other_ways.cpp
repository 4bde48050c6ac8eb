// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/other_ways.h"

#include <unistd.h>

namespace ozibus::ctl::check {
namespace {

struct OtherWay {
  const char* service;
  const char* beside;  // the one that asks for a code
  const char* what;
};

// su is told of in the logins; who sits at the console (login, a display manager) comes by neither.
constexpr OtherWay kOtherWays[] = {
    {"polkit-1", "sudo", "pkexec and systemd-run make whom polkit takes for an administrator root"},
    {"cockpit", "sshd", "cockpit gives a shell from afar"},
    {"xrdp-sesman", "sshd", "xrdp gives a desktop from afar"},
};

}  // namespace

Findings judge_other_ways(const Services& services, const std::string& folder) {
  Findings findings;
  for (const auto& [service, beside, what] : kOtherWays) {
    const std::string path = folder + "/" + service;
    if (::access(path.c_str(), F_OK) != 0 || has_module(services, service)) continue;
    if (!has_module(services, beside)) continue;
    add(findings,
        {Gravity::Note, "other-way", path,
         std::string(what) + " by the password alone, though " + beside + " asks for a code",
         std::string(
             "to have it ask, run: sed -i 's/^@include common-auth$/@include ozibus-password-and-code/' ") +
             path});
  }
  return findings;
}

}  // namespace ozibus::ctl::check
