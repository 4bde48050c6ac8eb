// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/plan.h"

#include <algorithm>
#include <utility>

#include <unistd.h>

#include "ctl/change/include_line.h"
#include "ctl/check/modules.h"
#include "ctl/check/services.h"
#include "ctl/check/sshd.h"

namespace ozibus::ctl::change {
namespace {

using check::kStacks;

constexpr const char* kCommon = "common-auth";
constexpr const char* kSettings = check::kSshdSettings;
constexpr const char* kShippedSettings = OZIBUS_DATA_DIR "/sshd_config.d/00-";
constexpr FirstFactor kFactors[] = {FirstFactor::Key, FirstFactor::Password};

std::string stack_for(FirstFactor factor) {
  switch (factor) {
    case FirstFactor::Key:
      return "ozibus-key-and-code";
    case FirstFactor::Password:
      return "ozibus-password-and-code";
  }
  return "ozibus-password-and-code";
}

std::string path_of(const std::string& pam_service) {
  return std::string(kStacks) + "/" + pam_service;
}

Result<File> read_shipped(const std::string& path) {
  auto file = read_file(path);
  if (!file) return tl::unexpected(file.error());
  if (!*file) return failure(path + ": is missing; install pam_ozibus again, with its configuration files");
  return std::move(**file);
}

Result<Step> plan_stack(const std::string& pam_service, const std::string& stack) {
  const std::string path = path_of(pam_service);
  const auto place = place_of_module(pam_service);
  if (!place) return tl::unexpected(place.error());
  if (*place) {
    return failure(**place + ": " + pam_service +
                   " already asks for a code; to change how, take that out first: ozibusctl disable " +
                   pam_service.substr(0, pam_service.find('-')));
  }
  auto before = read_file(path);
  if (!before) return tl::unexpected(before.error());
  if (!*before) return failure(path + ": is missing; install the program that it belongs to");
  auto text = replace_include(path, (*before)->bytes, kCommon, stack);
  if (!text) return tl::unexpected(text.error());
  File after = **before;
  after.bytes = std::move(*text);
  return Step{Reader::Pam, path, std::move(*before), std::move(after)};
}

Result<Step> plan_settings(FirstFactor factor) {
  const std::string path = kSettings;
  const std::string folder = path.substr(0, path.rfind('/'));
  if (::access(folder.c_str(), F_OK) != 0) {
    return failure(folder + ": is missing; make it, and write as the first line of /etc/ssh/sshd_config: " +
                   "Include " + folder + "/*.conf");
  }
  auto shipped = read_shipped(kShippedSettings + stack_for(factor) + ".conf");
  if (!shipped) return tl::unexpected(shipped.error());
  auto before = read_file(path);
  if (!before) return tl::unexpected(before.error());
  File after;
  after.bytes = std::move(shipped->bytes);
  return Step{Reader::Sshd, path, std::move(*before), std::move(after)};
}

const Step* find_step(const std::optional<Change>& change, const std::string& path) {
  if (!change) return nullptr;
  const auto found = std::ranges::find(change->steps, path, &Step::path);
  return found == change->steps.end() ? nullptr : &*found;
}

bool has_bytes(const std::optional<File>& file, const File& other) {
  return file && file->bytes == other.bytes;
}

// What put_back() makes of a step is `before`.
std::optional<Step> undo_stack(const std::string& path, const File& current, const Step* confirmed) {
  if (confirmed != nullptr && confirmed->before && has_bytes(confirmed->after, current)) {
    return Step{Reader::Pam, path, confirmed->before, current};
  }
  for (const FirstFactor factor : kFactors) {
    const auto text = replace_include(path, current.bytes, stack_for(factor), kCommon);
    if (!text) continue;
    File before = current;
    before.bytes = *text;
    return Step{Reader::Pam, path, std::move(before), current};
  }
  return std::nullopt;
}

// Settings that are not as shipped are kept aside, as put_back() does with what it does not know.
Step undo_settings(const File& current, const Step* confirmed) {
  const bool is_untouched = confirmed != nullptr && has_bytes(confirmed->after, current);
  Step step{Reader::Sshd, kSettings, is_untouched ? confirmed->before : std::nullopt, {}};
  if (is_untouched) step.after = current;
  for (const FirstFactor factor : kFactors) {
    const auto shipped = read_shipped(kShippedSettings + stack_for(factor) + ".conf");
    if (shipped && shipped->bytes == current.bytes) step.after = current;
  }
  return step;
}

}  // namespace

std::string name_of(Service service) {
  switch (service) {
    case Service::Sshd:
      return "sshd";
    case Service::Sudo:
      return "sudo";
  }
  return "sshd";
}

Result<std::optional<std::string>> place_of_module(const std::string& pam_service) {
  const auto stack = stack::load_stack(kStacks, pam_service, "auth");
  if (!stack) return tl::unexpected(stack.error());
  const stack::Rule* ours = check::find_ours(*stack);
  if (ours == nullptr) return std::nullopt;
  return ours->place.text();
}

std::vector<std::string> pam_services_of(Service service) {
  switch (service) {
    case Service::Sshd:
      return {"sshd"};
    case Service::Sudo:
      if (::access(path_of("sudo-i").c_str(), F_OK) != 0) return {"sudo"};
      return {"sudo", "sudo-i"};
  }
  return {};
}

Result<std::vector<Step>> plan_enabling(Service service, FirstFactor factor) {
  // sudo knows no other first factor.
  const std::string stack = stack_for(service == Service::Sudo ? FirstFactor::Password : factor);
  if (const auto shipped = read_shipped(path_of(stack)); !shipped) return tl::unexpected(shipped.error());
  std::vector<Step> steps;
  for (const std::string& pam_service : pam_services_of(service)) {
    auto step = plan_stack(pam_service, stack);
    if (!step) return tl::unexpected(step.error());
    steps.push_back(std::move(*step));
  }
  if (service == Service::Sudo) return steps;
  // First: a stack that relies on the key must not meet an sshd that does not insist on it.
  auto settings = plan_settings(factor);
  if (!settings) return tl::unexpected(settings.error());
  steps.insert(steps.begin(), std::move(*settings));
  return steps;
}

Result<std::vector<Step>> plan_disabling(Service service, const std::optional<Change>& confirmed) {
  std::vector<Step> steps;
  if (service == Service::Sshd) {
    const auto current = read_file(kSettings);
    if (!current) return tl::unexpected(current.error());
    if (*current) steps.push_back(undo_settings(**current, find_step(confirmed, kSettings)));
  }
  for (const std::string& pam_service : pam_services_of(service)) {
    const std::string path = path_of(pam_service);
    const auto current = read_file(path);
    if (!current) return tl::unexpected(current.error());
    if (!*current) continue;
    if (auto step = undo_stack(path, **current, find_step(confirmed, path)))
      steps.push_back(std::move(*step));
  }
  return steps;
}

}  // namespace ozibus::ctl::change
