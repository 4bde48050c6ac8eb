// SPDX-License-Identifier: Apache-2.0
// What the modules of a stack are to a login that did not start as root's.
#pragma once

#include "ctl/stack/service.h"

namespace ozibus::ctl::check {

inline constexpr const char* kOurModule = "pam_ozibus.so";

enum class Part {
  Ours,
  FirstFactor,  // looks at the person; so does any module that is not known to be something else
  Condition,    // looks at the circumstances, and may say either
  AlwaysGood,
  AlwaysBad,
  Bystander,  // decides nothing
};

[[nodiscard]] Part part_of(const stack::Rule& rule);

[[nodiscard]] inline bool is_ours(const stack::Rule& rule) {
  return part_of(rule) == Part::Ours;
}

// The first line with our module, or nothing.
[[nodiscard]] const stack::Rule* find_ours(const stack::Stack& stack);

}  // namespace ozibus::ctl::check
