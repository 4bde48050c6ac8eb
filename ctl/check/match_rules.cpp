// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/match_rules.h"

#include <string>
#include <string_view>

#include "ctl/check/remedy.h"

namespace ozibus::ctl::check {
namespace {

constexpr std::string_view kMethods = "authenticationmethods";

std::string mend(const SshdLine& line, const std::string& setting) {
  return kRun + and_reload_sshd(put_line(line.place, setting));
}

std::string with_key_and_code(const SshdLine& line) {
  return mend(line, "AuthenticationMethods publickey,keyboard-interactive");
}

}  // namespace

Findings judge_ways_without_key(const std::vector<SshdLine>& lines) {
  Findings findings;
  for (const SshdLine& line : lines) {
    if (!line.is_conditional || line.keyword != kMethods || insist_on_key(line.words)) continue;
    add(findings,
        {Gravity::Problem, "match-without-key", line.place,
         "whom this Match block concerns gets in without a key, but the stack of sshd relies on it: "
         "there a code is enough, and exempt users need nothing",
         with_key_and_code(line) +
             "; or put a stack that checks the password in place: @include ozibus-password-and-code"});
  }
  return findings;
}

}  // namespace ozibus::ctl::check
