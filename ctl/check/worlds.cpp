// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/worlds.h"

#include <algorithm>
#include <cstddef>

#include "ctl/check/modules.h"

namespace ozibus::ctl::check {
namespace {

// More conditions than these in one stack agree or disagree together.
constexpr std::size_t kMostConditions = 6;

std::vector<std::size_t> indices_of(const stack::Stack& stack, Part part) {
  std::vector<std::size_t> indices;
  for (std::size_t index = 0; index < stack.size(); ++index) {
    if (!stack[index].begins_substack && part_of(stack[index]) == part) indices.push_back(index);
  }
  return indices;
}

Person under_all_circumstances(const stack::Stack& stack, const World& base) {
  const auto conditions = indices_of(stack, Part::Condition);
  const std::size_t free = std::min(conditions.size(), kMostConditions);
  Person person;
  for (std::size_t bits = 0; bits < (std::size_t{1} << free); ++bits) {
    World world = base;
    for (std::size_t i = 0; i < conditions.size(); ++i)
      world.agrees[conditions[i]] = ((bits >> std::min(i, kMostConditions - 1)) & 1U) != 0;
    person.push_back(std::move(world));
  }
  return person;
}

World with(const stack::Stack& stack, const std::vector<std::size_t>& agreeing) {
  World world{std::vector<bool>(stack.size(), false)};
  for (const std::size_t index : agreeing)
    world.agrees[index] = true;
  return world;
}

int result_of(const stack::Rule& rule, bool agrees, int of_ours) {
  switch (part_of(rule)) {
    case Part::Ours:
      return of_ours;
    case Part::FirstFactor:
    case Part::Condition:
      return agrees ? PAM_SUCCESS : PAM_AUTH_ERR;
    case Part::AlwaysGood:
      return PAM_SUCCESS;
    case Part::AlwaysBad:
      return PAM_AUTH_ERR;
    case Part::Bystander:
      return PAM_IGNORE;
  }
  return PAM_AUTH_ERR;
}

}  // namespace

Person stranger(const stack::Stack& stack) {
  return under_all_circumstances(stack, with(stack, {}));
}

std::vector<Person> rightful(const stack::Stack& stack) {
  const auto factors = indices_of(stack, Part::FirstFactor);
  std::vector<Person> people = {under_all_circumstances(stack, with(stack, factors))};
  if (factors.size() < 2) return people;
  for (const std::size_t factor : factors)
    people.push_back(under_all_circumstances(stack, with(stack, {factor})));
  return people;
}

bool has_first_factor(const stack::Stack& stack) {
  return !indices_of(stack, Part::FirstFactor).empty();
}

stack::Outcome meet(const stack::Stack& stack, const World& world, int of_ours) {
  return stack::run(stack, [&](const stack::Rule& rule) {
    const auto index = static_cast<std::size_t>(&rule - stack.data());
    return result_of(rule, world.agrees.at(index), of_ours);
  });
}

bool asks_us(const stack::Outcome& outcome) {
  return std::ranges::any_of(outcome.asked, [](const stack::Rule* rule) { return is_ours(*rule); });
}

bool admits(const stack::Outcome& outcome) {
  return outcome.result == PAM_SUCCESS;
}

}  // namespace ozibus::ctl::check
