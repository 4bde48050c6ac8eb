// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sshd_rules.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "ctl/check/remedy.h"

namespace ozibus::ctl::check {
namespace {

constexpr const char* kKeyAndCode = "publickey,keyboard-interactive";

// As between the defaults of the two.
constexpr std::chrono::seconds kMargin{10};

bool asks_pam(const Way& way) {
  return has(way, "keyboard-interactive") || has(way, "password");
}

class SshdJudge {
 public:
  SshdJudge(const SshdSettings& settings, const SshdDemands& demands)
      : settings_(settings), demands_(demands) {}

  Findings judge() {
    if (!settings_.use_pam) {
      problem("sshd-without-pam", {"UsePAM", "yes"}, "sshd does not ask PAM, so nobody is asked for a code");
      return std::move(findings_);
    }
    judge_questions();
    judge_keys();
    judge_key_substitutes();
    judge_passwords();
    judge_time();
    judge_names();
    return std::move(findings_);
  }

 private:
  struct Setting {
    std::string keyword;
    std::string value;
  };

  // `mended` is what should stand in force.
  void add_finding(Gravity gravity, std::string id, const Setting& mended, std::string what) {
    const std::string place = demands_.place_of(mended.keyword);
    add(findings_, {gravity, std::move(id), place, std::move(what),
                    kRun + and_reload_sshd(put_line(place, mended.keyword + " " + mended.value))});
  }
  void problem(std::string id, const Setting& mended, std::string what) {
    add_finding(Gravity::Problem, std::move(id), mended, std::move(what));
  }

  void judge_questions() {
    if (!settings_.keyboard_interactive) {
      return problem("sshd-never-asks", {"KbdInteractiveAuthentication", "yes"},
                     "sshd can't ask for a code, because KbdInteractiveAuthentication is off");
    }
    if (!ways_with(settings_, "keyboard-interactive").empty() || settings_.methods.empty()) return;
    problem("sshd-never-asks", {"AuthenticationMethods", kKeyAndCode},
            "none of AuthenticationMethods that can be used has keyboard-interactive, so sshd can't ask for "
            "a code");
  }

  void skips_code(std::string id, const std::string& who) {
    problem(std::move(id), {"AuthenticationMethods", kKeyAndCode},
            who + (settings_.methods.empty()
                       ? " skip the code, because AuthenticationMethods is unset"
                       : " skip the code, because AuthenticationMethods has an alternative without "
                         "keyboard-interactive"));
  }

  void judge_keys() {
    const auto ways = ways_with(settings_, "publickey");
    if (std::ranges::all_of(ways, asks_pam)) return;
    skips_code("keys-skip-code", "logins with a key");
  }

  // What sshd takes for as good as a key, and checks without PAM.
  void judge_key_substitutes() {
    const auto skips = [this](std::string_view method) {
      return std::ranges::any_of(ways_with(settings_, method),
                                 [](const Way& way) { return !asks_pam(way) && !has(way, "publickey"); });
    };
    if (skips("hostbased")) skips_code("hosts-skip-code", "logins from trusted hosts (hostbased)");
    if (skips("gssapi-with-mic") || skips("gssapi-keyex"))
      skips_code("tickets-skip-code", "logins with a Kerberos ticket (gssapi)");
  }

  void judge_passwords() {
    if (!settings_.password) return;
    const Setting mended{"PasswordAuthentication", "no"};
    if (ways_with(settings_, "password").empty()) {
      return add_finding(Gravity::Note, "password-authentication", mended,
                         "PasswordAuthentication is on; only AuthenticationMethods keeps it from being used");
    }
    problem("password-authentication", mended,
            "PasswordAuthentication can't ask a second question: such logins fail after a message was sent");
  }

  void judge_time() {
    const auto grace = settings_.login_grace_time;
    if (grace.count() == 0 || grace > demands_.login_timeout) return;
    const auto enough = std::chrono::ceil<std::chrono::seconds>(demands_.login_timeout) + kMargin;
    problem("grace-time-too-short", {"LoginGraceTime", std::to_string(enough.count())},
            "sshd hangs up after LoginGraceTime " + std::to_string(grace.count()) +
                "s, before login_timeout is over");
  }

  void judge_names() {
    if (!settings_.use_dns || !demands_.has_exempt_networks) return;
    add_finding(Gravity::Note, "networks-never-match", {"UseDNS", "no"},
                "with UseDNS, clients that have a name are in no network of exempt_networks");
  }

  const SshdSettings& settings_;
  const SshdDemands& demands_;
  Findings findings_;
};

}  // namespace

Findings judge_sshd(const SshdSettings& settings, const SshdDemands& demands) {
  return SshdJudge(settings, demands).judge();
}

Findings judge_sshd_user(const SshdSettings& of_all, const SshdSettings& of_user, const std::string& user,
                         const SshdDemands& demands) {
  const Findings known = judge_sshd(of_all, demands);
  Findings findings;
  for (Finding& finding : judge_sshd(of_user, demands)) {
    if (std::ranges::find(known, finding.id, &Finding::id) != known.end()) continue;
    finding.what = "for " + user + ": " + finding.what;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace ozibus::ctl::check
