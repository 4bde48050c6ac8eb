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

Refused take(const Limit& kind, const Value& value, Config& config) {
  const auto* written = std::get_if<std::string>(&value.data);
  if (written == nullptr) return value.at;
  const auto limit = text::parse_limit(*written);
  if (!limit || limit->count > kind.most) return value.at;
  if (limit->window < kind.shortest || limit->window > kind.longest) return value.at;
  kind.destination(config) = *limit;
  return std::nullopt;
}
std::string describe(const Limit& kind) {
  return "\"N per DURATION\", N from 1 to " + std::to_string(kind.most) + " and the duration from \"" +
         text::format_duration(kind.shortest) + "\" to \"" + text::format_duration(kind.longest) + "\"";
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

std::optional<std::string> read_element(const TextList& kind, std::string text) {
  return kind.accept(text) ? std::optional(std::move(text)) : std::nullopt;
}
std::optional<text::Network> read_element(const NetworkList&, const std::string& text) {
  return text::Network::parse(text);
}

// `accepted` holds the elements before this one.
template <typename List, typename Element>
bool take_element(const List& kind, const Value& element, std::vector<Element>& accepted) {
  const auto* text = std::get_if<std::string>(&element.data);
  if (text == nullptr) return false;
  auto candidate = read_element(kind, *text);
  if (!candidate || std::ranges::count(accepted, *candidate) != 0) return false;
  accepted.push_back(std::move(*candidate));
  return true;
}

template <typename List, typename Element>
Refused take_list(const List& kind, const Value& value, std::vector<Element>& destination) {
  const auto* list = std::get_if<Value::List>(&value.data);
  if (list == nullptr || list->size() < kind.least || list->size() > kind.most) return value.at;
  std::vector<Element> accepted;
  for (const Value& element : *list) {
    if (!take_element(kind, element, accepted)) return element.at;
  }
  destination = std::move(accepted);
  return std::nullopt;
}

template <typename List>
std::string describe_list(const List& kind, std::string_view elements) {
  return "a list of " + std::to_string(kind.least) + " to " + std::to_string(kind.most) + " different " +
         std::string(elements);
}

Refused take(const TextList& kind, const Value& value, Config& config) {
  return take_list(kind, value, kind.destination(config));
}
std::string describe(const TextList& kind) {
  return describe_list(kind, "texts in quotes, each ").append(kind.wanted);
}

Refused take(const NetworkList& kind, const Value& value, Config& config) {
  return take_list(kind, value, kind.destination(config));
}
std::string describe(const NetworkList& kind) {
  return describe_list(kind,
                       "networks in quotes, each an address or \"ADDRESS/PREFIX\" with no bit set behind "
                       "its prefix, such as \"10.0.0.0/8\" or \"2001:db8::/32\"");
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
