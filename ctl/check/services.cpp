// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/services.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

#include "ctl/check/modules.h"

namespace ozibus::ctl::check {
namespace {

using stack::Rule;
using stack::Stack;

constexpr const char* kExpected[] = {"sshd", "sudo", "sudo-i", "su", "su-l"};

bool is_expected(const std::string& name) {
  return std::ranges::find(kExpected, name) != std::end(kExpected);
}

std::vector<std::string> file_names(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.is_regular_file(error)) names.push_back(entry.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

// A file with nothing but `auth` is there to be included.
bool is_service(const std::string& folder, const std::string& name) {
  const auto account = stack::load_own_stack(folder, name, "account");
  return account && !account->empty();
}

std::vector<const Rule*> lines_of_ours(const Services& services) {
  std::vector<const Rule*> lines;
  for (const auto& [name, stack] : services) {
    if (!stack) continue;
    for (const Rule& rule : *stack) {
      if (!rule.begins_substack && is_ours(rule)) lines.push_back(&rule);
    }
  }
  return lines;
}

bool is_usable(const std::string& argument) {
  return argument == "debug" || argument.starts_with("config=/") || argument.starts_with("helper=/");
}

Findings judge_arguments(const Rule& rule, const std::string& config) {
  Findings findings;
  for (const std::string& argument : rule.arguments) {
    if (!is_usable(argument)) {
      add(findings, {Gravity::Problem, "argument-unknown", rule.place.text(),
                     "pam_ozibus.so refuses every login because of its argument " + argument,
                     "write only debug, config=/PATH or helper=/PATH"});
    }
    if (argument.starts_with("config=") && argument != "config=" + config) {
      add(findings,
          {Gravity::Note, "other-configuration", rule.place.text(),
           "logins here go by another configuration than " + config,
           "check that one, too, run: ozibusctl check --config " + argument.substr(argument.find('=') + 1)});
    }
  }
  return findings;
}

bool has_own_lines(const std::string& folder, const std::string& name) {
  const auto own = stack::load_own_stack(folder, name, "auth");
  return !own || !own->empty();
}

bool lacks_module(const Services& services, const std::string& folder, const std::string& name) {
  return services.contains(name) && !has_module(services, name) && has_own_lines(folder, name);
}

Finding asks_for_none(const std::string& folder, const std::string& name) {
  return {Gravity::Note, "module-missing", folder + "/" + name, name + " asks for no code",
          "run: ozibusctl enable " + name};
}

bool has_line(const std::string& path, const std::string& wanted) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line == wanted) return true;
  }
  return false;
}

// What ozibusctl does not enable, because the other half of the pair has it already.
Finding lacks_half(const std::string& folder, const std::string& name, const std::string& why) {
  return {
      Gravity::Problem, "module-missing", folder + "/" + name, name + " asks for no code, though " + why,
      has_line(folder + "/" + name, "@include common-auth")
          ? "run: sed -i 's/^@include common-auth$/@include ozibus-password-and-code/' " + folder + "/" + name
          : "write there, in place of what checks the password: @include ozibus-password-and-code"};
}

// What was there before is not known: where the one half of the pair asks for no code, the other did not.
std::string stack_for(const Services& services, const std::string& folder, const std::string& name) {
  const bool asks = (name == "sudo" && !lacks_module(services, folder, "sudo-i")) ||
                    (name == "sudo-i" && !lacks_module(services, folder, "sudo"));
  return asks ? "ozibus-password-and-code" : "common-auth";
}

// Nobody leaves a service to "other" on purpose: its lines have been lost.
Findings judge_lost_lines(const Services& services, const std::string& folder) {
  Findings findings;
  for (const auto& [name, stack] : services) {
    if (!stack || has_own_lines(folder, name)) continue;
    const std::string path = folder + "/" + name;
    const std::string none = has_module(services, name) ? "" : ", which asks for no code";
    add(findings, {Gravity::Problem, "auth-missing", path,
                   name + " has no line of type auth, so libpam goes by " + folder + "/other" + none,
                   "run: printf '\\n@include " + stack_for(services, folder, name) + "\\n' >>" + path});
  }
  return findings;
}

// Half of a pair is a slip; a program without the module may be what the administrator wants.
Findings judge_missing(const Services& services, const std::string& folder) {
  Findings findings;
  if (lines_of_ours(services).empty()) {
    add(findings,
        {Gravity::Problem, "module-nowhere", folder, "no service has pam_ozibus.so: nobody is asked",
         "run: ozibusctl enable sshd, or by hand: see pam_ozibus(8), STACKS"});
    return findings;
  }
  const auto lacks = [&](const char* name) { return lacks_module(services, folder, name); };
  if (has_module(services, "sudo") && lacks("sudo-i")) {
    add(findings, lacks_half(folder, "sudo-i", "sudo does: \"sudo -i\" is a way around it"));
  } else if (has_module(services, "sudo-i") && lacks("sudo")) {
    add(findings, lacks_half(folder, "sudo", "\"sudo -i\" does"));
  } else if (lacks("sudo")) {
    add(findings, asks_for_none(folder, "sudo"));
  }
  if (lacks("sshd")) add(findings, asks_for_none(folder, "sshd"));
  return findings;
}

// By a package's own version of the file, or an editor.
Findings judge_lost(const Services& services, const std::string& folder,
                    const std::vector<MadeToAsk>& made_to_ask) {
  Findings findings;
  for (const auto& [name, evidence] : made_to_ask) {
    if (!lacks_module(services, folder, name)) continue;
    add(findings, {Gravity::Problem, "module-lost", folder + "/" + name,
                   name + " asks for no code, though " + evidence +
                       " made it ask: its stack has lost pam_ozibus.so since",
                   "run: ozibusctl disable " + name + " && ozibusctl enable " + name +
                       "; or the same with the options as at first"});
  }
  return findings;
}

}  // namespace

Services read_services(const std::string& folder) {
  Services services;
  std::set<std::string> included;
  std::error_code error;
  for (const std::string& name : file_names(folder)) {
    auto own = stack::load_own_stack(folder, name, "auth");
    if (own) {
      for (const Rule& rule : *own) {
        const std::filesystem::path file(rule.place.path);
        if (file.filename() != name) included.insert(file.filename());
      }
    }
    const bool has_ours = own && find_ours(*own) != nullptr && is_service(folder, name);
    if (is_expected(name)) services.emplace(name, stack::load_stack(folder, name, "auth"));
    if (!is_expected(name) && has_ours) services.emplace(name, std::move(own));
  }
  // A file that serves others is judged where it is included; su-l includes su.
  std::erase_if(services, [&included](const auto& service) {
    return included.contains(service.first) && !is_expected(service.first);
  });
  return services;
}

bool has_module(const Services& services, const std::string& name) {
  const auto found = services.find(name);
  return found != services.end() && found->second && find_ours(*found->second) != nullptr;
}

Findings judge_services(const Services& services, const std::string& folder, const std::string& config,
                        const std::vector<MadeToAsk>& made_to_ask) {
  Findings findings;
  for (const auto& [name, stack] : services) {
    if (stack) continue;
    Finding finding = problem_of("stack-unreadable", stack.error());
    finding.what = name + ": " + finding.what;
    finding.remedy = "correct the line, because libpam refuses every login of " + name;
    add(findings, std::move(finding));
  }
  for (const Rule* rule : lines_of_ours(services))
    add(findings, judge_arguments(*rule, config));
  add(findings, judge_lost_lines(services, folder));
  Findings lost = judge_lost(services, folder, made_to_ask);
  Findings missing = judge_missing(services, folder);
  std::erase_if(missing, [&lost](const Finding& finding) {
    return std::ranges::find(lost, finding.place, &Finding::place) != lost.end();
  });
  add(findings, std::move(lost));
  add(findings, std::move(missing));
  return findings;
}

std::vector<std::string> modules_in(const Services& services) {
  std::set<std::string> modules;
  for (const Rule* rule : lines_of_ours(services))
    modules.insert(rule->module);
  return {modules.begin(), modules.end()};
}

std::vector<std::string> paths_in(const Services& services, const std::string& word,
                                  const std::string& built_in) {
  std::set<std::string> paths;
  for (const Rule* rule : lines_of_ours(services)) {
    std::string path = built_in;
    for (const std::string& argument : rule->arguments) {
      if (argument.starts_with(word)) path = argument.substr(word.size());
    }
    paths.insert(path);
  }
  if (paths.empty()) paths.insert(built_in);
  return {paths.begin(), paths.end()};
}

}  // namespace ozibus::ctl::check
