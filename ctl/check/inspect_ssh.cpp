// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/inspect_ssh.h"

#include <algorithm>
#include <utility>

#include "ctl/check/match_rules.h"
#include "ctl/check/other_sshd.h"
#include "ctl/check/people.h"
#include "ctl/check/root_by_ssh.h"
#include "ctl/check/sshd_processes.h"
#include "ctl/check/sshd_rules.h"
#include "ctl/check/worlds.h"

namespace ozibus::ctl::check {
namespace {

class SshInspector {
 public:
  SshInspector(const Sshd& sshd, const Services& services, const config::Config* config)
      : sshd_(sshd), services_(services), config_(config) {}

  SshInspection inspect(const std::vector<std::string>& users) {
    if (!sshd_.is_installed()) return {};
    auto settings = sshd_.ask();
    if (!settings) {
      add(told_.findings, problem_of("sshd", settings.error()));
      return std::move(told_);
    }
    told_.settings = std::move(*settings);
    if (!has_module(services_, "sshd")) return std::move(told_);
    told_.everybody_has_key = insists_on_key(*told_.settings);
    add(told_.findings, judge_sshd(*told_.settings, demands()));
    judge_blocks();
    judge_root();
    for (const std::string& user : users)
      judge_user(user);
    judge_other_sshds();
    return std::move(told_);
  }

 private:
  [[nodiscard]] SshdDemands demands() const {
    const config::Config defaults;
    const config::Config& config = config_ != nullptr ? *config_ : defaults;
    return {config.prompt.login_timeout, !config.users.exemptions.networks.empty(),
            [this](const std::string& keyword) { return sshd_.place_of(keyword); }};
  }

  [[nodiscard]] SshdDemands demands_for(const std::string& user) const {
    SshdDemands demands = this->demands();
    demands.place_of = [this, user](const std::string& keyword) { return sshd_.place_for(user, keyword); };
    return demands;
  }

  [[nodiscard]] bool relies_on_key() const {
    const auto& stack = services_.at("sshd");
    return stack && !has_first_factor(*stack);
  }

  // What it says of all was good, so a Match block is to blame, which has been found if it locks people out.
  [[nodiscard]] std::optional<SshdSettings> ask_for(const std::string& user) {
    auto of_user = sshd_.ask_for(user);
    if (of_user) return std::move(*of_user);
    const bool is_found =
        std::ranges::find(told_.findings, "match-locks-out", &Finding::id) != told_.findings.end();
    if (is_found) return std::nullopt;
    Finding finding = problem_of("sshd", of_user.error());
    finding.what = "for " + user + ": " + finding.what;
    finding.remedy = "correct the Match block that concerns " + user +
                     ", run: grep -n Match /etc/ssh/sshd_config " + "/etc/ssh/sshd_config.d/*";
    add(told_.findings, std::move(finding));
    return std::nullopt;
  }

  void judge_root() {
    const auto of_root = ask_for("root");
    if (!of_root) return;
    add(told_.findings, judge_root_by_ssh(*of_root, sshd_.place_for("root", "PermitRootLogin")));
    told_.asks_root = of_root->permit_root_login == "yes";
    if (of_root->permit_root_login != "no") judge(*of_root, "root");
  }

  void judge_user(const std::string& user) {
    if (user == "root") return;
    if (const auto of_user = ask_for(user)) judge(*of_user, user);
  }

  void judge(const SshdSettings& of_user, const std::string& user) {
    if (!insists_on_key(of_user)) told_.everybody_has_key = false;
    if (config_ != nullptr && is_exempt(*config_, user)) return;
    add(told_.findings, judge_sshd_user(*told_.settings, of_user, user, demands_for(user)));
  }

  void judge_blocks() {
    const auto lines = sshd_.read_lines();
    add(told_.findings, judge_match_blocks(*told_.settings, lines));
    if (!relies_on_key()) return;
    Findings found = judge_ways_without_key(lines);
    if (!found.empty()) told_.everybody_has_key = false;
    add(told_.findings, std::move(found));
  }

  void judge_other_sshds() {
    for (const SshdProcess& sshd : listening_sshds()) {
      const auto options = own_settings(sshd.title);
      if (options.empty() || !goes_by_sshd_stack(sshd.title)) continue;
      std::string command = sshd_.program();
      for (const std::string& option : options)
        command += " " + option;
      add(told_.findings,
          judge_other_sshd(sshd, command, sshd_.ask(options),
                           relies_on_key() ? StackChecks::CodeOnly : StackChecks::FirstFactorAndCode));
    }
  }

  const Sshd& sshd_;
  const Services& services_;
  const config::Config* config_;
  SshInspection told_;
};

}  // namespace

SshInspection inspect_ssh(const Sshd& sshd, const Services& services, const config::Config* config,
                          const std::vector<std::string>& users) {
  return SshInspector(sshd, services, config).inspect(users);
}

}  // namespace ozibus::ctl::check
