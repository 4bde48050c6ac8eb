// SPDX-License-Identifier: Apache-2.0
#include "helper/config/kinds.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "helper/text/duration.h"

namespace ozibus::config {
namespace {

// take() fills its destination, or returns the place of what it refuses; describe() says what it takes.
using Refused = std::optional<Position>;

Refused take(const Flag& kind, const Value& value, Config& config) {
  const auto* flag = std::get_if<bool>(&value.data);
  if (flag == nullptr) return value.at;
  kind.destination(config) = *flag;
  return std::nullopt;
}
std::string describe(const Flag&) {
  return "true or false";
}

Refused take(const Number& kind, const Value& value, Config& config) {
  const auto* number = std::get_if<std::int64_t>(&value.data);
  if (number == nullptr || *number < kind.least || *number > kind.most) return value.at;
  kind.destination(config) = static_cast<int>(*number);
  return std::nullopt;
}
std::string describe(const Number& kind) {
  return "a whole number from " + std::to_string(kind.least) + " to " + std::to_string(kind.most);
}

Refused take(const Duration& kind, const Value& value, Config& config) {
  const auto* written = std::get_if<std::string>(&value.data);
  if (written == nullptr) return value.at;
  const auto duration = text::parse_duration(*written);
  if (!duration || *duration < kind.least || *duration > kind.most) return value.at;
  kind.destination(config) = *duration;
  return std::nullopt;
}
std::string describe(const Duration& kind) {
  return "a duration in quotes, from \"" + text::format_duration(kind.least) + "\" to \"" +
         text::format_duration(kind.most) + "\"";
}

Refused take(const Text& kind, const Value& value, Config& config) {
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) return value.at;
  std::string accepted = *text;
  if (!kind.accept(accepted)) return value.at;
  kind.destination(config) = std::move(accepted);
  return std::nullopt;
}
std::string describe(const Text& kind) {
  return std::string(kind.wanted);
}

// `accepted` holds the elements before this one.
bool take_element(const TextList& kind, const Value& element, std::vector<std::string>& accepted) {
  const auto* text = std::get_if<std::string>(&element.data);
  if (text == nullptr) return false;
  std::string candidate = *text;
  if (!kind.accept(candidate) || std::ranges::count(accepted, candidate) != 0) return false;
  accepted.push_back(std::move(candidate));
  return true;
}
Refused take(const TextList& kind, const Value& value, Config& config) {
  const auto* list = std::get_if<Value::List>(&value.data);
  if (list == nullptr || list->empty() || list->size() > kind.most) return value.at;
  std::vector<std::string> accepted;
  for (const Value& element : *list) {
    if (!take_element(kind, element, accepted)) return element.at;
  }
  kind.destination(config) = std::move(accepted);
  return std::nullopt;
}
std::string describe(const TextList& kind) {
  return "a list of 1 to " + std::to_string(kind.most) + " different texts in quotes, each " +
         std::string(kind.wanted);
}

template <typename T>
Refused take(const Choice<T>& kind, const Value& value, Config& config) {
  const auto* text = std::get_if<std::string>(&value.data);
  if (text == nullptr) return value.at;
  const auto option = std::ranges::find(kind.options, *text, &Option<T>::word);
  if (option == kind.options.end()) return value.at;
  kind.destination(config) = option->value;
  return std::nullopt;
}
template <typename T>
std::string describe(const Choice<T>& kind) {
  std::string words = "one of";
  for (const Option<T>& option : kind.options)
    words.append(" \"").append(option.word).append("\"");
  return words;
}

}  // namespace

std::optional<Refusal> store(const Kind& kind, const Value& value, Config& config) {
  return std::visit(
      [&](const auto& as_kind) -> std::optional<Refusal> {
        const Refused at = take(as_kind, value, config);
        if (!at) return std::nullopt;
        return Refusal{*at, describe(as_kind)};
      },
      kind);
}

}  // namespace ozibus::config
