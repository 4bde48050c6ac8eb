// SPDX-License-Identifier: Apache-2.0
// The contents of a record's file: the record twice, each copy with a checksum and a number that goes up.
// Pure: no I/O.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "helper/ledger/digest.h"

namespace ozibus::ledger {

// What makes a record this one and no other: it goes into the checksum.
struct Identity {
  std::string format;
  std::string owner;
  // Whether values are possible at all: a checksum proves nothing of whoever wrote it.
  bool (*is_sane)(std::span<const char> record) = [](std::span<const char>) { return true; };
};

class Copies {
 public:
  // Zeros, to be read into.
  explicit Copies(std::size_t record_size);
  // Both copies hold this record.
  Copies(const Identity& identity, std::span<const char> record);

  // Finds the newest copy that passes its check. False when neither does.
  [[nodiscard]] bool check(const Identity& identity);

  // After check(): the record, to be changed; whether both copies held it; whether it is as it was made.
  [[nodiscard]] std::span<char> record() noexcept { return record_; }
  [[nodiscard]] bool agree() const noexcept { return agree_; }
  [[nodiscard]] bool is_untouched() const noexcept;

  // A copy, and which of the two places it has, or has first.
  struct Copy {
    std::vector<char> bytes;
    std::size_t turn;
  };
  // After check(): the one that was found, and the one to be written for record() as it stands now.
  [[nodiscard]] Copy newest() const;
  [[nodiscard]] Copy next(const Identity& identity) const;

  // Before check(): the record of the first copy (0) or the second (1), whatever stands there.
  [[nodiscard]] std::span<const char> unchecked(std::size_t turn) const noexcept;

  [[nodiscard]] std::span<char> bytes() noexcept { return bytes_; }
  [[nodiscard]] std::size_t copy_size() const noexcept { return bytes_.size() / 2; }

 private:
  [[nodiscard]] std::span<const char> copy(std::size_t turn) const noexcept;

  std::vector<char> bytes_;
  std::vector<char> record_;
  std::size_t newest_ = 0;
  bool agree_ = false;
};

}  // namespace ozibus::ledger
