// SPDX-License-Identifier: Apache-2.0
// Takes the keys of one TOML table one by one and keeps the first thing that is wrong: a type, a
// bound, or, at the end, a key that nobody asked for.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <toml++/toml.h>

#include "server/error.h"
#include "server/send_limit.h"

namespace ozibus::server {

// "FILE:LINE:COLUMN: "
[[nodiscard]] std::string place(const std::string& file, const toml::source_region& source);

class KeyReader {
 public:
  struct Bounds {
    int least;
    int most;
  };
  struct SpanBounds {
    std::chrono::milliseconds least;
    std::chrono::milliseconds most;
  };

  KeyReader(std::string file, const toml::table& table) : file_(std::move(file)), table_(table) {}

  // A key that is absent leaves the value as it is.
  KeyReader& take(std::string_view key, std::string& value);
  KeyReader& take(std::string_view key, int& value, Bounds bounds);
  KeyReader& take(std::string_view key, std::chrono::milliseconds& value, SpanBounds bounds);
  // "30 per 1h"
  KeyReader& take(std::string_view key, Rate& value, Bounds counts, SpanBounds spans);
  KeyReader& require(std::string_view key, std::string& value);
  // The same for what stands under the key; nullptr when absent or wrong.
  [[nodiscard]] const toml::table* take_table(std::string_view key);
  [[nodiscard]] const toml::array* take_tables(std::string_view key);

  [[nodiscard]] Result<void> finish();

 private:
  [[nodiscard]] const toml::node* find(std::string_view key);
  [[nodiscard]] const std::string* find_text(std::string_view key, std::string_view wanted);
  void refuse(const toml::node& node, std::string_view key, std::string_view wanted);

  std::string file_;
  const toml::table& table_;
  std::set<std::string, std::less<>> known_;
  std::optional<Error> error_;
};

}  // namespace ozibus::server
