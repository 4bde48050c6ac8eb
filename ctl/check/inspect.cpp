// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/inspect.h"

#include <chrono>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "ctl/check/conclusion.h"
#include "ctl/check/file_rules.h"
#include "ctl/check/inspect_ssh.h"
#include "ctl/check/installation_rules.h"
#include "ctl/check/other_ways.h"
#include "ctl/check/outage.h"
#include "ctl/check/people.h"
#include "ctl/check/policy_rules.h"
#include "ctl/check/program.h"
#include "ctl/check/services.h"
#include "ctl/check/sshd.h"
#include "ctl/check/stack_rules.h"
#include "ctl/check/sudoers.h"
#include "ctl/check/trust_rules.h"
#include "ctl/check/url_rules.h"
#include "helper/config/config.h"
#include "helper/process/landlock.h"
#include "helper/process/syscall_filter.h"

namespace ozibus::ctl::check {
namespace {

constexpr const char* kAuthorities = "/etc/ssl/certs";
// Whose sshd settings are looked at besides root's.
constexpr std::size_t kUsersToAsk = 5;

std::string read_text(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string module_path(const std::string& as_written) {
  return as_written.starts_with('/') ? as_written : OZIBUS_PAM_MODULE_PATH + ("/" + as_written);
}

class Inspector {
 public:
  Inspector(const std::string& config_path, const Known& known)
      : config_path_(config_path),
        known_(known),
        services_(read_services(kStacks)),
        sshd_(Sshd::of_this_machine()) {}

  Inspection inspect() {
    read_configuration();
    judge_files();
    judge_installation();
    add(findings_, judge_services(services_, kStacks, config_path_, made_to_ask()));
    judge_ssh();
    judge_stacks();
    judge_people();
    judge_keys();
    judge_sudo();
    add(findings_, judge_other_ways(services_, kStacks));
    const OurModule module = module_works(findings_) ? OurModule::Works : OurModule::Refuses;
    conclude(findings_, ::geteuid() == 0 ? Caller::Root : Caller::Other);
    return {describe_logins(services_, ssh_.settings, module, census_), std::move(findings_)};
  }

 private:
  // What follows from a configuration that can't be read is not worth telling.
  void read_configuration() {
    auto config = config::load_config(config_path_);
    if (!config) return add(findings_, problem_of("configuration", config.error()));
    config_ = std::move(*config);
  }

  [[nodiscard]] KeyPlace place_of_key() const {
    return [this](std::string_view key, std::string_view item) {
      return config::place_of(config_path_, key, item);
    };
  }

  void judge_files() {
    if (!config_) return;
    add(findings_, judge_mode(config_->policy.mode, place_of_key()));
    add(findings_, judge_base_urls(config_->api.base_urls, find_first_open_port(), place_of_key()));
    if (config_->api.ca_file.empty() && config_->api.pinned_public_key.empty())
      add(findings_, judge_hash_links(kAuthorities));
    add(findings_, judge_credentials(config_->api.credentials_file, std::chrono::system_clock::now()));
    MapReport map = judge_map(config_->users.map, kUsersToAsk);
    add(findings_, std::move(map.findings));
    logins_ = std::move(map.logins);
    add(findings_, judge_state(config_->ledger.state_dir));
  }

  void judge_installation() {
    for (const std::string& path : paths_in(services_, "helper=", OZIBUS_HELPER_PATH))
      add(findings_, judge_helper(path));
    for (const std::string& module : modules_in(services_))
      add(findings_, judge_module(module_path(module)));
    add(findings_, judge_own_user(read_text("/etc/passwd")));
    add(findings_, judge_kernel(process::find_landlock(), process::find_seccomp()));
  }

  [[nodiscard]] std::vector<MadeToAsk> made_to_ask() const {
    std::vector<MadeToAsk> services;
    if (::access(kSshdSettings, F_OK) == 0) services.push_back({"sshd", kSshdSettings});
    for (const std::string& name : known_.services)
      services.push_back({name, "ozibusctl enable " + name});
    return services;
  }

  void judge_ssh() {
    const config::Config* config = config_ ? &*config_ : nullptr;
    std::set<std::string> people(logins_.begin(), logins_.end());
    people.insert(known_.people.begin(), known_.people.end());
    ssh_ = inspect_ssh(sshd_, services_, config, {people.begin(), people.end()});
    add(findings_, std::move(ssh_.findings));
  }

  // An sshd that does not tell its settings is a problem of its own.
  [[nodiscard]] bool is_behind_key() const { return !ssh_.settings || ssh_.everybody_has_key; }

  void judge_stacks() {
    for (const auto& [name, stack] : services_) {
      if (!stack) continue;
      Circumstances circumstances{.service = name};
      if (config_) {
        circumstances.exempt_result = config_->users.exemptions.result;
        circumstances.mode = config_->policy.mode;
      }
      circumstances.is_profile_enabled = is_profile_enabled(read_text("/var/lib/pam/auth"));
      if (name == "sshd" && is_behind_key()) circumstances.before = Before::Key;
      add(findings_, judge_stack(*stack, circumstances));
    }
  }

  void judge_people() {
    if (!config_) return;
    if (!modules_in(services_).empty()) {
      add(findings_, judge_contacts(find_unreachable(*config_), config_->users.map));
      judge_exempt();
    }
    add(findings_,
        judge_groups(config_->users.exemptions, unknown_groups(config_->users.exemptions), place_of_key()));
    const bool by_other = has_module(services_, "su") || has_module(services_, "login");
    if (ssh_.asks_root || by_other) add(findings_, judge_root(look_at_root(*config_), config_->users.map));
  }

  void judge_exempt() {
    std::vector<std::string> others = logins_;
    others.insert(others.end(), known_.people.begin(), known_.people.end());
    census_ = count_exempt(*config_, others);
    add(findings_, judge_census(census_, config_->users.exemptions, place_of_key()));
  }

  void judge_keys() {
    if (!has_module(services_, "sshd") || !ssh_.settings || !insists_on_key(*ssh_.settings)) return;
    const bool can_tell = ssh_.settings->key_files != "none" && !ssh_.settings->has_other_keys;
    if (!can_tell) return;
    add(findings_,
        judge_keyless(find_keyless(ssh_.settings->key_files), sshd_.place_of("AuthorizedKeysFile")));
  }

  void judge_sudo() {
    if (!has_module(services_, "sudo")) return;
    if (config_) add(findings_, inspect_outage(*config_, services_));
    const auto lines = read_sudoers(kSudoers);
    add(findings_, judge_unasked(lines));
    const auto version = run_program({"/usr/bin/sudo", "-V"});
    if (!version) return;
    add(findings_, judge_timestamp_timeout(parse_timestamp_timeout(version->text), lines));
  }

  const std::string& config_path_;
  const Known& known_;
  std::optional<config::Config> config_;
  Services services_;
  Sshd sshd_;
  SshInspection ssh_;
  Census census_;
  std::vector<std::string> logins_;
  Findings findings_;
};

}  // namespace

Inspection inspect(const std::string& config_path, const Known& known) {
  return Inspector(config_path, known).inspect();
}

}  // namespace ozibus::ctl::check
