// SPDX-License-Identifier: Apache-2.0
// The kinds of values that keys of ozibus.conf take, each with its bounds and its place in Config.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "helper/config/config.h"
#include "helper/config/reader.h"

namespace ozibus::config {

// Where in a Config a value belongs.
template <typename T>
using Destination = T& (*)(Config&);

struct Flag {
  Destination<bool> destination;
};

struct Number {
  Destination<int> destination;
  int least;
  int most;
};

struct Duration {
  Destination<std::chrono::milliseconds> destination;
  std::chrono::milliseconds least;
  std::chrono::milliseconds most;
};

// Whether the text is good; may put it into its plainest form.
using Accept = bool (*)(std::string&);

struct Text {
  Destination<std::string> destination;
  Accept accept;
  std::string_view wanted;
};

// Texts of which no two are the same.
struct TextList {
  Destination<std::vector<std::string>> destination;
  std::size_t most;
  Accept accept;
  std::string_view wanted;
};

template <typename T>
struct Option {
  std::string_view word;
  T value;
};

template <typename T>
struct Choice {
  Destination<T> destination;
  std::span<const Option<T>> options;
};

using Kind = std::variant<Flag, Number, Duration, Text, TextList, Choice<int>, Choice<process::Severity>,
                          Choice<login::ShowContact>>;

// Puts the value where it belongs; when it is not as `kind` wants it, changes nothing and returns
// what to write instead.
struct Refusal {
  Position at;
  std::string wanted;
};
[[nodiscard]] std::optional<Refusal> store(const Kind& kind, const Value& value, Config& config);

}  // namespace ozibus::config
