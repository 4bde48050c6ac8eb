// SPDX-License-Identifier: Apache-2.0
// The lines of a file of any size, in constant memory. A line may hold any bytes; of one that is
// longer than kWhole only the beginning is handed out.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "helper/contacts/foreign_lines.h"

namespace ozibus::contacts {

class LineReader {
 public:
  // Lines up to this length, without their '\n', are handed out whole; of a longer one, more than
  // this many bytes.
  static constexpr std::size_t kWhole = 8192;
  static constexpr std::size_t kChunk = std::size_t{64} * 1024;

  explicit LineReader(int fd) : fd_(fd) {}

  // Moves to the next line. False at the end of the file, or when it can't be read: see error().
  [[nodiscard]] bool next();
  // The same, but may leave out lines that begin neither like `login` nor with '*' or a blank, the first
  // line excepted: most of a large file is passed over without a look at each line.
  [[nodiscard]] bool next_of(std::string_view login);

  // Good until the reader moves again.
  [[nodiscard]] std::string_view line() const noexcept { return line_; }
  // Counted from 1.
  [[nodiscard]] std::size_t number() const noexcept { return number_; }
  // The errno of the read that failed, or 0.
  [[nodiscard]] int error() const noexcept { return error_; }

 private:
  bool hand_out(std::size_t length, std::size_t line_end);
  bool fill();
  void pass_over(Beginning login);

  int fd_;
  std::vector<char> buffer_ = std::vector<char>(kChunk);
  std::size_t begin_ = 0;  // what has been read and not handed out: [begin_, end_)
  std::size_t end_ = 0;
  std::size_t looked_at_ = 0;  // before it, lines are handed out one by one
  bool skipping_ = false;      // within a line whose beginning has been handed out
  std::string_view line_;
  std::size_t number_ = 0;
  int error_ = 0;
};

}  // namespace ozibus::contacts
