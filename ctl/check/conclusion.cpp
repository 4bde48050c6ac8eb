// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/conclusion.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include "base/errno_text.h"
#include "ctl/check/remedy.h"

namespace ozibus::ctl::check {
namespace {

constexpr std::array<std::string_view, 3> kIndispensable = {"configuration", "helper", "module"};

bool is_closed(const Finding& finding) {
  return finding.what == base::errno_text(EACCES);
}

// sshd can't read its host keys either.
bool is_for_root(const Finding& finding) {
  return is_closed(finding) || finding.id == "sshd";
}

bool refuses_all(const Finding& finding) {
  return finding.gravity == Gravity::Problem && !is_closed(finding) &&
         std::ranges::find(kIndispensable, finding.id) != kIndispensable.end();
}

}  // namespace

void conclude(Findings& findings, Caller caller) {
  for (Finding& finding : findings) {
    if (refuses_all(finding)) finding.what += ", so every login that asks for a code is refused";
    if (caller == Caller::Other && is_for_root(finding)) {
      finding.remedy = "run ozibusctl as root";
      continue;
    }
    const bool has_command = finding.remedy.find(kRun) != std::string::npos;
    if (!has_command && finding.place.starts_with('/')) {
      finding.remedy += (finding.remedy.empty() ? "run: " : "; run: ") + open_editor(finding.place);
    }
  }
}

bool module_works(const Findings& findings) {
  return std::ranges::none_of(findings, refuses_all);
}

}  // namespace ozibus::ctl::check
