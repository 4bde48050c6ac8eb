// SPDX-License-Identifier: Apache-2.0
// What a login may cost, and what it did cost.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace ozibus::bench {

using Json = nlohmann::ordered_json;

enum class Rule { AtMost, Exactly };

struct Target {
  std::string what;
  std::optional<double> figure;  // nothing when it was not measured
  Rule rule = Rule::AtMost;
  double limit = 0;
  std::string unit;
  std::optional<double> aim = std::nullopt;  // better than the limit, where it was set

  [[nodiscard]] bool is_met() const;
};

// The figure at that path, such as "logins/ozibus/wall_ms".
std::optional<double> figure(const Json& results, const std::string& path);
std::optional<double> ratio(std::optional<double> of, std::optional<double> to);
// What a login takes longer with a map of a million lines than with one of ten.
std::optional<double> lookup_ms(const Json& results);
// Files mapped into the host that a module which only asks does not need.
std::vector<std::string> objects_added(const Json& results, const std::string& login);

// Those that do not depend on how fast the machine is.
std::vector<Target> judge_counts(const Json& results);
std::vector<Target> judge(const Json& results);

}  // namespace ozibus::bench
