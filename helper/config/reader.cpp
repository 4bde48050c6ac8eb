// SPDX-License-Identifier: Apache-2.0
#include "helper/config/reader.h"

#include <algorithm>
#include <utility>

// Errors come back as values, which only the header-only form of the library can do.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "base/wipe.h"

namespace ozibus::config {
namespace {

Position begin_of(const toml::source_region& region) {
  return {region.begin.line, region.begin.column};
}

bool stands_before(Position a, Position b) {
  return std::pair(a.line, a.column) < std::pair(b.line, b.column);
}

// The library keeps tables sorted by name; the first mistake reported should be the first in the file.
template <typename Item>
void sort_by_place(std::vector<Item>& items) {
  std::ranges::sort(items, stands_before, &Item::at);
}

Value take_value(toml::node& node) {
  Value value{Other{}, begin_of(node.source())};
  if (auto* text = node.as_string()) {
    value.data = text->get();
    base::wipe(text->get());
  } else if (const auto* number = node.as_integer()) {
    value.data = number->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.data = flag->get();
  } else if (auto* array = node.as_array()) {
    Value::List list;
    for (toml::node& element : *array)
      list.push_back(take_value(element));
    value.data = std::move(list);
  }
  return value;
}

Entry take_entry(const toml::key& key, toml::node& node) {
  return {std::string(key.str()), begin_of(key.source()), take_value(node)};
}

Section take_section(const toml::key& name, toml::table& table) {
  Section section{std::string(name.str()), begin_of(name.source()), {}};
  for (auto&& [key, node] : table)
    section.entries.push_back(take_entry(key, node));
  sort_by_place(section.entries);
  return section;
}

std::string describe(const toml::parse_error& error, Quoting quoting) {
  if (quoting == Quoting::Allowed)
    return std::string(error.description()) +
           "; mend the TOML there (KEY = \"TEXT\", durations in quotes, each key once)";
  return "this is not TOML; write lines such as KEY = \"TEXT\", each key once";
}

}  // namespace

Result<Document> read_toml(const std::string& text, const std::string& path, Quoting quoting) {
  toml::parse_result parsed = toml::parse(text);
  if (parsed.failed()) {
    return failure(place(path, begin_of(parsed.error().source())) + describe(parsed.error(), quoting));
  }
  Document document;
  for (auto&& [key, node] : parsed.table()) {
    if (auto* table = node.as_table()) {
      document.sections.push_back(take_section(key, *table));
    } else {
      document.entries.push_back(take_entry(key, node));
    }
  }
  sort_by_place(document.entries);
  sort_by_place(document.sections);
  return document;
}

std::string place(const std::string& path, Position at) {
  return path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": ";
}

}  // namespace ozibus::config
