// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/modules.h"

#include <algorithm>
#include <filesystem>
#include <string>

namespace ozibus::ctl::check {
namespace {

struct KnownModule {
  const char* module;
  Part part;
};

constexpr KnownModule kKnown[] = {
    {kOurModule, Part::Ours},
    {"pam_permit.so", Part::AlwaysGood},
    {"pam_deny.so", Part::AlwaysBad},
    // Nobody who is asked for anything is root already.
    {"pam_rootok.so", Part::AlwaysBad},
    {"pam_access.so", Part::Condition},
    {"pam_exec.so", Part::Condition},
    {"pam_listfile.so", Part::Condition},
    {"pam_localuser.so", Part::Condition},
    {"pam_script.so", Part::Condition},
    {"pam_succeed_if.so", Part::Condition},
    {"pam_time.so", Part::Condition},
    {"pam_usertype.so", Part::Condition},
    {"pam_wheel.so", Part::Condition},
    {"pam_cap.so", Part::Bystander},
    {"pam_echo.so", Part::Bystander},
    {"pam_env.so", Part::Bystander},
    {"pam_faildelay.so", Part::Bystander},
    {"pam_gnome_keyring.so", Part::Bystander},
    {"pam_group.so", Part::Bystander},
    {"pam_issue.so", Part::Bystander},
    {"pam_keyinit.so", Part::Bystander},
    {"pam_kwallet5.so", Part::Bystander},
    {"pam_mail.so", Part::Bystander},
    {"pam_mount.so", Part::Bystander},
    {"pam_nologin.so", Part::Bystander},
    {"pam_securetty.so", Part::Bystander},
    {"pam_shells.so", Part::Bystander},
    {"pam_warn.so", Part::Bystander},
};

// pam_faillock(8) stands up to three times around the module whose failures it counts.
Part part_of_faillock(const stack::Rule& rule) {
  const auto says = [&rule](const char* word) {
    return std::ranges::find(rule.arguments, word) != rule.arguments.end();
  };
  return says("authfail") ? Part::AlwaysBad : Part::AlwaysGood;
}

}  // namespace

Part part_of(const stack::Rule& rule) {
  const std::string name = std::filesystem::path(rule.module).filename();
  if (name == "pam_faillock.so") return part_of_faillock(rule);
  const auto* known =
      std::ranges::find_if(kKnown, [&name](const KnownModule& entry) { return name == entry.module; });
  return known == std::end(kKnown) ? Part::FirstFactor : known->part;
}

const stack::Rule* find_ours(const stack::Stack& stack) {
  const auto found = std::ranges::find_if(
      stack, [](const stack::Rule& rule) { return !rule.begins_substack && is_ours(rule); });
  return found == stack.end() ? nullptr : &*found;
}

}  // namespace ozibus::ctl::check
