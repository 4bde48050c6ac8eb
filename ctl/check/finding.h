// SPDX-License-Identifier: Apache-2.0
// What is wrong with a set-up, or worth knowing, and how it is mended.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "helper/error.h"

namespace ozibus::ctl::check {

enum class Gravity { Problem, Note };

struct Finding {
  Gravity gravity;
  std::string id;      // one word for programs: "keys-skip-code"
  std::string place;   // "/etc/pam.d/sshd:3", a path, or nothing
  std::string what;    // a sentence without its full stop
  std::string remedy;  // what to do; behind "run: " (remedy.h), what to type

  bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

// Each place is told of a problem once, whatever number of services or users meet it there.
void add(Findings& findings, Finding finding);
void add(Findings& findings, Findings others);

// An error's text is "PLACE: what; what to do".
[[nodiscard]] Finding problem_of(std::string id, const Error& error);

[[nodiscard]] std::size_t count_problems(const Findings& findings);

}  // namespace ozibus::ctl::check
