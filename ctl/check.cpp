// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <chrono>
#include <string>

#include "ctl/check/inspect.h"
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/json.h"
#include "ctl/known.h"
#include "ctl/online/ask.h"
#include "ctl/pending_change.h"
#include "helper/config/config.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {
namespace {

using check::Finding;
using check::Gravity;
using check::Inspection;

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

// What can't be read was found before.
check::Findings ask_service(const std::string& path) {
  const auto config = config::load_config(path);
  if (!config) return {};
  const auto credentials = config::load_credentials(config->api.credentials_file);
  return credentials ? online::ask_service(config->api, *credentials) : check::Findings{};
}

// What cannot be read here is told by whoever puts it back.
void note_pending_change(Inspection& inspection) {
  const change::Journal journal(kChangeFolder);
  const auto pending = journal.pending();
  if (!pending || !*pending) return;
  const auto left = std::chrono::ceil<std::chrono::minutes>((*pending)->due.uptime - change::now().uptime);
  const std::string span = text::format_duration(std::max(left, std::chrono::minutes(0)));
  check::add(inspection.findings,
             {Gravity::Note, "change-pending", journal.pending_folder(),
              "that " + (*pending)->service +
                  " asks for a code waits to be confirmed, and is put back within " + span,
              "confirm it in a new login (sudo -k ozibusctl confirm) or put it back now (ozibusctl revert)"});
}

}  // namespace

Result<void> run_check(const std::string& config, const Operator& by, Scope scope, Format format) {
  Inspection inspection = check::inspect(config, find_known(config, by));
  note_pending_change(inspection);
  if (scope == Scope::MachineAndService) add(inspection.findings, ask_service(config));
  const auto printed = format == Format::Objects ? print_json(as_json(inspection)) : print_words(inspection);
  if (!printed) return printed;
  const std::size_t problems = check::count_problems(inspection.findings);
  if (problems == 0) return format == Format::Objects ? Result<void>() : print_line("No problem was found.");
  return failure(std::to_string(problems) + (problems == 1 ? " problem" : " problems") +
                 " found; standard output says where and what to do");
}

}  // namespace ozibus::ctl
