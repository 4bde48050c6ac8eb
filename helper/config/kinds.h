// SPDX-License-Identifier: Apache-2.0
// The kinds of values that keys of ozibus.conf take, each with its bounds and its place in Config.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "helper/config/config.h"
#include "helper/config/reader.h"
#include "helper/text/limit.h"
#include "helper/text/network.h"

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

// "N per DURATION".
struct Limit {
  Destination<text::Limit> destination;
  int most;
  std::chrono::milliseconds shortest;
  std::chrono::milliseconds longest;
};

// Whether the text is good; may put it into its plainest form.
using Accept = bool (*)(std::string&);

struct Text {
  Destination<std::string> destination;
  Accept accept;
  std::string_view wanted;
};

// In either list no two are the same.
struct TextList {
  Destination<std::vector<std::string>> destination;
  std::size_t least;
  std::size_t most;
  Accept accept;
  std::string_view wanted;
};

struct NetworkList {
  Destination<std::vector<text::Network>> destination;
  std::size_t least;
  std::size_t most;
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

using Kind =
    std::variant<Flag, Number, Duration, Limit, Text, TextList, NetworkList, Choice<int>,
                 Choice<process::Severity>, Choice<login::ShowContact>, Choice<login::Mode>,
                 Choice<login::OnUnavailable>, Choice<login::Unenrolled>, Choice<login::ExemptResult>>;

// Puts the value where it belongs; when it is not as `kind` wants it, changes nothing and returns
// what to write instead.
struct Refusal {
  Position at;
  std::string wanted;
};
[[nodiscard]] std::optional<Refusal> store(const Kind& kind, const Value& value, Config& config);

}  // namespace ozibus::config
