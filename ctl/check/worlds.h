// SPDX-License-Identifier: Apache-2.0
// What may happen in a stack besides our module: whether the person passes the first factors, and what the
// modules say that look at the circumstances.
#pragma once

#include <vector>

#include "ctl/stack/run.h"

namespace ozibus::ctl::check {

// For a rule of a stack, by its index: whether its module agrees. Of no meaning for any other rule.
struct World {
  std::vector<bool> agrees;
};

// The same person under all circumstances.
using Person = std::vector<World>;

// Fails every first factor.
[[nodiscard]] Person stranger(const stack::Stack& stack);
// Those who pass one of the first factors alone, and who passes all. Somebody whom no module looks at when
// there is no first factor.
[[nodiscard]] std::vector<Person> rightful(const stack::Stack& stack);
[[nodiscard]] bool has_first_factor(const stack::Stack& stack);

// What becomes of a login when our module gives that result.
[[nodiscard]] stack::Outcome meet(const stack::Stack& stack, const World& world, int of_ours);
[[nodiscard]] bool asks_us(const stack::Outcome& outcome);
// Lets in.
[[nodiscard]] bool admits(const stack::Outcome& outcome);

}  // namespace ozibus::ctl::check
