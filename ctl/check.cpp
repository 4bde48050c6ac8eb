// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <string>

#include "ctl/check/inspect.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/json.h"

namespace ozibus::ctl {
namespace {

using check::Finding;
using check::Gravity;
using check::Inspection;

struct Options {
  bool json = false;
};

const char* word_of(Gravity gravity) {
  switch (gravity) {
    case Gravity::Problem:
      return "problem";
    case Gravity::Note:
      return "note";
  }
  return "problem";
}

Json as_json(const Inspection& inspection) {
  Json logins = Json::object();
  for (const check::Login& login : inspection.logins)
    logins[login.id] = login.meets;
  Json findings = Json::array();
  for (const Finding& finding : inspection.findings) {
    findings.push_back({{"gravity", word_of(finding.gravity)},
                        {"id", finding.id},
                        {"place", finding.place.empty() ? Json(nullptr) : Json(finding.place)},
                        {"what", finding.what},
                        {"remedy", finding.remedy}});
  }
  return {{"logins", std::move(logins)}, {"findings", std::move(findings)}};
}

Result<void> print_finding(const Finding& finding) {
  const std::string place = finding.place.empty() ? "" : finding.place + ": ";
  if (auto printed = print_line(std::string(word_of(finding.gravity)) + ": " + place + finding.what);
      !printed)
    return printed;
  return finding.remedy.empty() ? Result<void>() : print_line("    " + finding.remedy);
}

Result<void> print_words(const Inspection& inspection) {
  for (const check::Login& login : inspection.logins) {
    const std::string kind = login.kind + std::string(21 - login.kind.size(), ' ');
    if (auto printed = print_line(kind + login.meets); !printed) return printed;
  }
  for (const Finding& finding : inspection.findings) {
    if (auto printed = print_finding(finding); !printed) return printed;
  }
  return {};
}

Result<void> run_check(const std::string& config, const Options& options) {
  const Inspection inspection = check::inspect(config);
  const auto printed = options.json ? print_json(as_json(inspection)) : print_words(inspection);
  if (!printed) return printed;
  const std::size_t problems = check::count_problems(inspection.findings);
  if (problems == 0) return options.json ? Result<void>() : print_line("No problem was found.");
  return failure(std::to_string(problems) + (problems == 1 ? " problem" : " problems") +
                 " found; standard output says where and what to do");
}

}  // namespace

void add_check(CLI::App& program, Task& task) {
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("check", "Say what logins meet, and what is wrong with the set-up");
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([&task, options] {
    task = [options](const std::string& config) { return run_check(config, *options); };
  });
}

}  // namespace ozibus::ctl
