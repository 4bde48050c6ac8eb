// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/target.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace ozibus::fuzz {

void require(bool kept, const char* promise) {
  if (kept) return;
  (void)std::fprintf(stderr, "BROKEN PROMISE: %s\n", promise);
  std::abort();
}

void require_plain(std::string_view text, std::size_t longest) {
  require(!text.empty() && text.size() <= longest, "a text has a bounded length");
  require(std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; }),
          "a text is one line of printable ASCII");
}

}  // namespace ozibus::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  ozibus::fuzz::run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
