// SPDX-License-Identifier: Apache-2.0
// A TOML text as plain values with their places in it. The one door to the TOML library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "helper/error.h"

namespace ozibus::config {

// Both count from 1.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
};

// A kind that no key takes: a number with a fraction, a date, a table.
struct Other {};

struct Value {
  using List = std::vector<Value>;
  std::variant<Other, bool, std::int64_t, std::string, List> data;
  Position at;
};

struct Entry {
  std::string key;
  Position at;
  Value value;
};

struct Section {
  std::string name;
  Position at;
  std::vector<Entry> entries;
};

// In the order of the text.
struct Document {
  std::vector<Entry> entries;  // those before the first section
  std::vector<Section> sections;
};

// Whether error texts may repeat what stands in the file.
enum class Quoting { Allowed, Forbidden };

// `path` is only for messages. What the library held of the text is overwritten before it is freed.
[[nodiscard]] Result<Document> read_toml(const std::string& text, const std::string& path, Quoting quoting);

// "PATH:LINE:COLUMN: "
[[nodiscard]] std::string place(const std::string& path, Position at);

}  // namespace ozibus::config
