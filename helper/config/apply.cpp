// SPDX-License-Identifier: Apache-2.0
#include "helper/config/apply.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "helper/config/keys.h"
#include "helper/config/kinds.h"

namespace ozibus::config {
namespace {

// Keys come from the file: what could disturb a terminal is not repeated.
std::string quoted(std::string_view key) {
  constexpr std::size_t kMostShown = 40;
  std::string text(key.substr(0, kMostShown));
  std::ranges::replace_if(
      text, [](char c) { return c < 0x20 || c >= 0x7f; }, '?');
  return "\"" + text + (key.size() > kMostShown ? "...\"" : "\"");
}

// The sections in their order, or the keys of one of them.
std::string known_sections() {
  std::string names;
  std::string_view previous;
  for (const Key& key : keys()) {
    if (key.section != previous) names.append(" [").append(key.section).append("]");
    previous = key.section;
  }
  return names;
}
std::string known_keys(std::string_view section) {
  std::string names;
  for (const Key& key : keys()) {
    if (key.section == section) names.append(" ").append(key.name);
  }
  return names;
}

Result<void> apply_section(const Section& section, const std::string& path, Config& config) {
  for (const Entry& entry : section.entries) {
    const auto is_meant = [&](const Key& key) {
      return key.section == section.name && key.name == entry.key;
    };
    const auto key = std::ranges::find_if(keys(), is_meant);
    if (key == keys().end()) {
      return failure(place(path, entry.at) + "unknown key " + quoted(entry.key) + "; in [" + section.name +
                     "] can stand:" + known_keys(section.name));
    }
    if (const auto refusal = store(key->kind, entry.value, config)) {
      return failure(place(path, refusal->at) + "wrong value for " + entry.key + "; write " +
                     refusal->wanted);
    }
  }
  return {};
}

}  // namespace

Result<void> apply(const Document& document, const std::string& path, Config& config) {
  if (!document.entries.empty()) {
    const Entry& entry = document.entries.front();
    return failure(place(path, entry.at) + "unknown key " + quoted(entry.key) +
                   " outside of any section; write it below one of" + known_sections());
  }
  for (const Section& section : document.sections) {
    if (std::ranges::find(keys(), section.name, &Key::section) == keys().end()) {
      return failure(place(path, section.at) + "unknown key: there is no section " + quoted(section.name) +
                     "; the sections are" + known_sections());
    }
    if (auto applied = apply_section(section, path, config); !applied) return applied;
  }
  return {};
}

}  // namespace ozibus::config
