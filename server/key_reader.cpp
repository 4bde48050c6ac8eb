// SPDX-License-Identifier: Apache-2.0
#include "server/key_reader.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace ozibus::server {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  milliseconds length;
};

constexpr std::array<Unit, 5> kUnits{{{"ms", milliseconds(1)},
                                      {"s", std::chrono::seconds(1)},
                                      {"m", std::chrono::minutes(1)},
                                      {"h", std::chrono::hours(1)},
                                      {"d", std::chrono::days(1)}}};

struct Number {
  int value;
  std::string_view rest;
};

std::optional<Number> leading_number(std::string_view text) {
  if (text.empty() || text.front() < '0' || text.front() > '9') return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  return Number{value, text.substr(static_cast<std::size_t>(end - text.data()))};
}

std::optional<milliseconds> span_of(std::string_view text) {
  const auto number = leading_number(text);
  if (!number) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (number->rest == unit.name) return number->value * unit.length;
  }
  return std::nullopt;
}

std::optional<Rate> rate_of(std::string_view text) {
  constexpr std::string_view kPer = " per ";
  const auto number = leading_number(text);
  if (!number || !number->rest.starts_with(kPer)) return std::nullopt;
  const auto span = span_of(number->rest.substr(kPer.size()));
  if (!span) return std::nullopt;
  return Rate{number->value, *span};
}

std::string spelled(milliseconds span) {
  for (auto unit = kUnits.rbegin(); unit != kUnits.rend(); ++unit) {
    if (span % unit->length == milliseconds::zero()) {
      return std::to_string(span / unit->length) + std::string(unit->name);
    }
  }
  return {};
}

std::string spelled(KeyReader::SpanBounds bounds) {
  return "from " + spelled(bounds.least) + " to " + spelled(bounds.most);
}

std::string spelled(KeyReader::Bounds bounds) {
  return "from " + std::to_string(bounds.least) + " to " + std::to_string(bounds.most);
}

}  // namespace

std::string place(const std::string& file, const toml::source_region& source) {
  return file + ":" + std::to_string(source.begin.line) + ":" + std::to_string(source.begin.column) + ": ";
}

const toml::node* KeyReader::find(std::string_view key) {
  known_.emplace(key);
  return error_ ? nullptr : table_.get(key);
}

const std::string* KeyReader::find_text(std::string_view key, std::string_view wanted) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (!node->is_string()) {
    refuse(*node, key, wanted);
    return nullptr;
  }
  return &node->as_string()->get();
}

void KeyReader::refuse(const toml::node& node, std::string_view key, std::string_view wanted) {
  if (error_) return;
  error_ = Error{place(file_, node.source()) + std::string(key) + " must be " + std::string(wanted)};
}

KeyReader& KeyReader::take(std::string_view key, std::string& value) {
  if (const std::string* text = find_text(key, "a text in quotes")) value = *text;
  return *this;
}

KeyReader& KeyReader::take(std::string_view key, int& value, Bounds bounds) {
  const toml::node* node = find(key);
  if (node == nullptr) return *this;
  const std::int64_t number = node->is_integer() ? node->as_integer()->get() : std::int64_t{bounds.least} - 1;
  if (number < bounds.least || number > bounds.most) {
    refuse(*node, key, "a whole number " + spelled(bounds));
  } else {
    value = static_cast<int>(number);
  }
  return *this;
}

KeyReader& KeyReader::take(std::string_view key, milliseconds& value, SpanBounds bounds) {
  const std::string wanted = "a time " + spelled(bounds) + R"(, for example "500ms", "90s", "15m" or "8h")";
  const std::string* text = find_text(key, wanted);
  if (text == nullptr) return *this;
  const auto span = span_of(*text);
  if (!span || *span < bounds.least || *span > bounds.most) {
    refuse(*table_.get(key), key, wanted);
  } else {
    value = *span;
  }
  return *this;
}

KeyReader& KeyReader::take(std::string_view key, Rate& value, Bounds counts, SpanBounds spans) {
  const std::string wanted =
      R"(a rate such as "30 per 1h", the number )" + spelled(counts) + ", the time " + spelled(spans);
  const std::string* text = find_text(key, wanted);
  if (text == nullptr) return *this;
  const auto rate = rate_of(*text);
  const bool fits = rate && rate->count >= counts.least && rate->count <= counts.most &&
                    rate->span >= spans.least && rate->span <= spans.most;
  if (fits) {
    value = *rate;
  } else {
    refuse(*table_.get(key), key, wanted);
  }
  return *this;
}

KeyReader& KeyReader::require(std::string_view key, std::string& value) {
  take(key, value);
  if (!error_ && value.empty()) {
    const toml::node* node = table_.get(key);
    const toml::source_region& source = node == nullptr ? table_.source() : node->source();
    error_ = Error{place(file_, source) + std::string(key) + " must be set"};
  }
  return *this;
}

const toml::table* KeyReader::take_table(std::string_view key) {
  const toml::node* node = find(key);
  if (node != nullptr && !node->is_table()) refuse(*node, key, "a table: [" + std::string(key) + "]");
  return node == nullptr ? nullptr : node->as_table();
}

const toml::array* KeyReader::take_tables(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (!node->is_array_of_tables()) {
    refuse(*node, key, "a list of tables: [[" + std::string(key) + "]]");
    return nullptr;
  }
  return node->as_array();
}

Result<void> KeyReader::finish() {
  for (const auto& [key, node] : table_) {
    if (error_) break;
    if (!known_.contains(key.str())) {
      error_ = Error{place(file_, key.source()) + "unknown key " + std::string(key.str()) +
                     "; see the example configuration for those there are"};
    }
  }
  if (error_) return tl::unexpected(*error_);
  return {};
}

}  // namespace ozibus::server
