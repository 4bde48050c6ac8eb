// SPDX-License-Identifier: Apache-2.0
// The lines of a file: none is lost, split or joined, however it is read, and memory does not grow with it.
#include "helper/contacts/line_reader.h"

#include <array>
#include <cstddef>
#include <string>

#include "tests/fuzz/bytes_as_file.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/memory_peak.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using contacts::LineReader;

constexpr std::size_t kMostContent = 2 * LineReader::kChunk;

// Long rows of one byte, whose lengths lie around the limits of the reader.
std::string row(Input& input) {
  constexpr std::array<std::size_t, 4> kAround = {
      128, LineReader::kWhole, LineReader::kChunk - LineReader::kWhole, LineReader::kChunk};
  const std::size_t around = input.one_of(kAround);
  const std::size_t length = around - 128 + input.number(256);
  return std::string(length, static_cast<char>('a' + input.number(8)));
}

std::string content_of(Input& input) {
  std::string content;
  while (!input.empty() && content.size() < kMostContent) {
    switch (input.number(4)) {
      case 0:
        content.append(input.line());
        break;
      case 1:
        content.append(input.line()).append("\n");
        break;
      case 2:
        content.append(row(input));
        break;
      default:
        content.append(row(input)).append("\n");
    }
  }
  return content;
}

void require_line(std::string_view handed_out, std::string_view line) {
  if (line.size() <= LineReader::kWhole) {
    require(handed_out == line, "a line is handed out whole");
  } else {
    require(handed_out.size() > LineReader::kWhole && line.starts_with(handed_out),
            "of a longer line a long beginning is handed out");
  }
}

void require_lines(int fd, std::string_view content) {
  const MemoryPeak peak;
  LineReader reader(fd);
  std::size_t number = 0;
  while (!content.empty()) {
    const std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(line.size() + 1, content.size()));
    require(reader.next(), "each line is handed out");
    require(reader.number() == ++number, "lines are counted");
    require_line(reader.line(), line);
  }
  require(!reader.next() && reader.error() == 0, "there is no line behind the last");
  require(peak.bytes() <= LineReader::kChunk + 4096, "a file of any size is read in constant memory");
}

}  // namespace

void run(std::string_view input) {
  Input decisions(input);
  const std::size_t piece = 16 * decisions.number(256) + 1;
  const std::string content = content_of(decisions);
  require_lines(as_file(content).get(), content);
  std::string_view fits = content;
  const base::UniqueFd pieces = as_pieces(fits, piece);
  require_lines(pieces.get(), fits);
}

}  // namespace ozibus::fuzz
