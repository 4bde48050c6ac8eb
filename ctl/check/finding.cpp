// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/finding.h"

#include <algorithm>
#include <utility>

namespace ozibus::ctl::check {

void add(Findings& findings, Finding finding) {
  const bool is_known = std::ranges::any_of(findings, [&finding](const Finding& known) {
    return known.id == finding.id && known.place == finding.place && known.gravity == finding.gravity &&
           (!finding.place.empty() || known.what == finding.what);
  });
  if (!is_known) findings.push_back(std::move(finding));
}

void add(Findings& findings, Findings others) {
  for (Finding& finding : others)
    add(findings, std::move(finding));
}

Finding problem_of(std::string id, const Error& error) {
  const std::string& text = error.reason;
  const std::size_t colon = text.starts_with('/') ? text.find(": ") : std::string::npos;
  const std::size_t begin = colon == std::string::npos ? 0 : colon + 2;
  const std::size_t semicolon = text.rfind("; ");
  const bool has_remedy = semicolon != std::string::npos && semicolon > begin;
  return {Gravity::Problem, std::move(id), colon == std::string::npos ? "" : text.substr(0, colon),
          text.substr(begin, has_remedy ? semicolon - begin : std::string::npos),
          has_remedy ? text.substr(semicolon + 2) : ""};
}

std::size_t count_problems(const Findings& findings) {
  return static_cast<std::size_t>(std::ranges::count(findings, Gravity::Problem, &Finding::gravity));
}

}  // namespace ozibus::ctl::check
