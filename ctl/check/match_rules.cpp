// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/match_rules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "ctl/check/remedy.h"

namespace ozibus::ctl::check {
namespace {

constexpr std::string_view kMethods = "authenticationmethods";
constexpr std::string_view kQuestionsKeyword = "kbdinteractiveauthentication";
constexpr std::string_view kKeys = "pubkeyauthentication";
// With the spelling of the manual.
constexpr std::array<std::pair<std::string_view, const char*>, 2> kNeeded = {
    {{kKeys, "PubkeyAuthentication"}, {kQuestionsKeyword, "KbdInteractiveAuthentication"}}};
constexpr std::array<std::string_view, 6> kDecisive = {kMethods,
                                                       kQuestionsKeyword,
                                                       kKeys,
                                                       "gssapiauthentication",
                                                       "hostbasedauthentication",
                                                       "passwordauthentication"};

// As `sshd -T` would tell it.
std::string value_of(const SshdLine& line) {
  std::string value;
  for (const std::string& word : line.words)
    value += (value.empty() ? "" : " ") + word;
  std::ranges::transform(value, value.begin(), [](unsigned char c) { return std::tolower(c); });
  return value;
}

// The lines of one block that decide about logins, by their keywords: the first of each counts.
using Block = std::map<std::string, SshdLine>;

std::map<std::size_t, Block> blocks_of(const std::vector<SshdLine>& lines) {
  std::map<std::size_t, Block> blocks;
  for (const SshdLine& line : lines) {
    const bool is_decisive = std::ranges::find(kDecisive, line.keyword) != kDecisive.end();
    if (line.is_conditional() && is_decisive) blocks[line.block].try_emplace(line.keyword, line);
  }
  return blocks;
}

SshdSettings within(const SshdSettings& of_all, const Block& block) {
  SshdSettings settings = of_all;
  for (const auto& [name, line] : block)
    set(settings, name, value_of(line));
  return settings;
}

std::string mend(const SshdLine& line, const std::string& setting) {
  return kRun + and_reload_sshd(put_line(line.place, setting));
}

std::string with_key_and_code(const SshdLine& line) {
  return mend(line, "AuthenticationMethods publickey,keyboard-interactive");
}

// Where it switches off what logins need, or else what it demands.
Finding locks_out(const Block& block) {
  const SshdLine* line = &block.begin()->second;
  std::string remedy = with_key_and_code(*line);
  for (const auto& [keyword, name] : kNeeded) {
    const auto found = block.find(std::string(keyword));
    if (found == block.end() || value_of(found->second) != "no") continue;
    line = &found->second;
    remedy = mend(*line, name + std::string(" yes"));
  }
  return {
      Gravity::Problem, "match-locks-out", line->place,
      "whom this Match block concerns can't log in by ssh: it leaves no way by which sshd could ask for a "
      "code",
      std::move(remedy)};
}

}  // namespace

Findings judge_match_blocks(const SshdSettings& of_all, const std::vector<SshdLine>& lines) {
  Findings findings;
  for (const auto& [number, block] : blocks_of(lines)) {
    const SshdSettings settings = within(of_all, block);
    if (!lets_anybody_in(settings) && lets_anybody_in(of_all)) add(findings, locks_out(block));
    const auto methods = block.find(std::string(kMethods));
    if (methods == block.end() || !can_spare_code(settings) || can_spare_code(of_all)) continue;
    add(findings, {Gravity::Note, "match-spares-code", methods->second.place,
                   "whom this Match block concerns is asked for no code",
                   "leave it so for logins without a person; else " + with_key_and_code(methods->second)});
  }
  return findings;
}

Findings judge_ways_without_key(const std::vector<SshdLine>& lines) {
  Findings findings;
  for (const SshdLine& line : lines) {
    if (!line.is_conditional() || line.keyword != kMethods || insist_on_key(line.words)) continue;
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
