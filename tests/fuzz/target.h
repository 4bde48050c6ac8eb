// SPDX-License-Identifier: Apache-2.0
// What the fuzzers have in common: run() tries one input, and a promise that is not kept ends the process.
#pragma once

#include <cstddef>
#include <string_view>

namespace ozibus::fuzz {

// Each fuzzer has its own.
void run(std::string_view input);

void require(bool kept, const char* promise);

// An error text that may be logged and printed: one line of printable ASCII, not longer than that.
void require_plain(std::string_view text, std::size_t longest);

}  // namespace ozibus::fuzz
