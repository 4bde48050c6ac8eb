// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/stack_rules.h"

#include <algorithm>
#include <array>

#include "ctl/check/modules.h"
#include "ctl/check/remedy.h"
#include "ctl/check/worlds.h"

namespace ozibus::ctl::check {
namespace {

using stack::Outcome;
using stack::Rule;
using stack::Stack;

// All that our module says when it refuses, or when it can't be loaded.
constexpr std::array kRefusals = {PAM_AUTH_ERR,    PAM_MAXTRIES, PAM_USER_UNKNOWN,  PAM_AUTHINFO_UNAVAIL,
                                  PAM_SERVICE_ERR, PAM_CONV_ERR, PAM_MODULE_UNKNOWN};

// A wrong password ends in there.
constexpr const char* kCommonAuth = "@include common-auth";

class StackJudge {
 public:
  StackJudge(const Stack& stack, const Rule& ours, const Circumstances& circumstances)
      : stack_(stack), ours_(ours), circumstances_(circumstances) {}

  Findings judge() {
    if (!lets_anybody_in()) {
      problem("nobody-gets-in", ours_, "nobody gets in, not even with the right code",
              "look at the lines around it; see pam.conf(5)");
      return std::move(findings_);
    }
    for (const Person& person : rightful(stack_)) {
      look_for_ways_past_us(person);
      look_for_deaf_ears(person);
    }
    look_at_exempt();
    look_at_stranger();
    return std::move(findings_);
  }

 private:
  void problem(std::string id, const Rule& rule, const std::string& what, std::string remedy) {
    add(findings_, {Gravity::Problem, std::move(id), rule.place.text(), circumstances_.service + ": " + what,
                    std::move(remedy)});
  }
  void note(std::string id, const Rule& rule, const std::string& what, std::string remedy) {
    add(findings_, {Gravity::Note, std::move(id), rule.place.text(), circumstances_.service + ": " + what,
                    std::move(remedy)});
  }

  [[nodiscard]] bool lets_anybody_in() const {
    return std::ranges::any_of(rightful(stack_), [this](const Person& person) {
      return std::ranges::any_of(
          person, [this](const World& world) { return admits(meet(stack_, world, PAM_SUCCESS)); });
    });
  }

  // The last line that ran before ours had its turn: it ended the stack, or jumped.
  [[nodiscard]] const Rule& culprit(const Outcome& outcome) const {
    const Rule* last = outcome.asked.front();
    for (const Rule* rule : outcome.asked) {
      if (rule < &ours_) last = rule;
    }
    return *last;
  }

  void look_for_ways_past_us(const Person& person) {
    const Rule* way = nullptr;
    bool is_ever_asked = false;
    for (const World& world : person) {
      const Outcome outcome = meet(stack_, world, PAM_SUCCESS);
      if (!admits(outcome)) continue;
      if (asks_us(outcome)) is_ever_asked = true;
      if (!asks_us(outcome) && way == nullptr) way = &culprit(outcome);
    }
    if (way == nullptr) return;
    if (is_ever_asked) {
      note("module-sometimes-skipped", *way, "whom " + way->module + " singles out here is asked for no code",
           "leave it so if that is meant");
      return;
    }
    problem("module-skipped", *way,
            "whoever passes " + way->module + " is let in here and never asked for a code",
            "have this line neither end the stack (sufficient, done) nor jump over pam_ozibus.so; "
            "\"requisite\" does neither");
  }

  void look_for_deaf_ears(const Person& person) {
    for (const World& world : person) {
      const bool is_heard = std::ranges::none_of(kRefusals, [&](int refusal) {
        const Outcome outcome = meet(stack_, world, refusal);
        return asks_us(outcome) && admits(outcome);
      });
      if (is_heard) continue;
      problem("refusal-ignored", ours_, "whom pam_ozibus.so refuses gets in all the same",
              kRun + put_control(ours_.place.text(), "required"));
      return;
    }
  }

  [[nodiscard]] int of_exempt() const {
    const bool agrees = circumstances_.exempt_result == login::ExemptResult::Success &&
                        circumstances_.mode == login::Mode::Enforce;
    return agrees ? PAM_SUCCESS : PAM_IGNORE;
  }

  // Also of whom a bypass or mode = "observe" lets in.
  void look_at_exempt() {
    const auto people = rightful(stack_);
    const bool gets_in = std::ranges::any_of(people, [this](const Person& person) {
      return std::ranges::any_of(
          person, [this](const World& world) { return admits(meet(stack_, world, of_exempt())); });
    });
    if (gets_in) return;
    problem("exempt-refused", ours_,
            "exempt users are refused, because no other module decides about them (exempt_result = "
            "\"ignore\")",
            kRun + (circumstances_.before == Before::Key || has_first_factor(stack_)
                        ? put_behind(ours_.place.text(), "auth required pam_permit.so")
                        : put_before(ours_.place.text(), kCommonAuth)));
  }

  void look_at_stranger() {
    bool is_asked = false;
    bool code_is_enough = false;
    bool exempt_needs_nothing = false;
    for (const World& world : stranger(stack_)) {
      const Outcome outcome = meet(stack_, world, PAM_SUCCESS);
      is_asked = is_asked || asks_us(outcome);
      code_is_enough = code_is_enough || admits(outcome);
      exempt_needs_nothing = exempt_needs_nothing || admits(meet(stack_, world, of_exempt()));
    }
    if (!has_first_factor(stack_)) return judge_lone_code(exempt_needs_nothing);
    if (exempt_needs_nothing) {
      return problem("nothing-asked", ours_, "an exempt user gets in with a wrong password",
                     "put \"auth requisite\" before the module that checks the password");
    }
    if (code_is_enough) {
      return problem("code-alone", ours_, "a code is enough, even with a wrong password",
                     "put the module that checks the password before it, as requisite");
    }
    if (!is_asked) return;
    problem("asked-before-first-factor", ours_,
            "a wrong password does not keep a code from being sent: who knows a login can send messages to "
            "its owner",
            "put the module that checks the password before it, as requisite: @include "
            "ozibus-password-and-code");
  }

  void judge_lone_code(bool exempt_needs_nothing) {
    if (circumstances_.before == Before::Key) return;
    const std::string remedy =
        (circumstances_.service == "sshd"
             ? "let sshd insist on a key: AuthenticationMethods publickey,keyboard-interactive; or on the "
               "password, "
             : "") +
        (kRun + put_before(ours_.place.text(), kCommonAuth));
    if (exempt_needs_nothing) {
      return problem("nothing-asked", ours_,
                     "an exempt user gets in with nothing, and everybody else with a code alone", remedy);
    }
    problem("code-alone", ours_, "a code alone is enough: nothing checks a password or a key", remedy);
  }

  const Stack& stack_;
  const Rule& ours_;
  const Circumstances& circumstances_;
  Findings findings_;
};

const std::string kThen = "; then, for those that should ask: ozibusctl enable sshd, ozibusctl enable sudo";

}  // namespace

bool is_profile_enabled(std::string_view text) {
  return ("\n" + std::string(text)).find("\nModule: ozibus\n") != std::string::npos;
}

Findings judge_stack(const Stack& stack, const Circumstances& circumstances) {
  const Rule* ours = find_ours(stack);
  if (ours == nullptr) return {};
  Findings findings = StackJudge(stack, *ours, circumstances).judge();
  if (ours->place.path.ends_with("/common-auth")) {
    add(findings, {Gravity::Problem, "module-in-common-auth", ours->place.text(),
                   "every service that includes this file asks for a code: su, login, screen locks and those "
                   "that can't ask",
                   circumstances.is_profile_enabled
                       ? kRun + ("pam-auth-update --disable ozibus" + kThen)
                       : "take the line out, " + (kRun + open_editor(ours->place.text()) + kThen)});
  }
  return findings;
}

}  // namespace ozibus::ctl::check
