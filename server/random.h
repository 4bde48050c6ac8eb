// SPDX-License-Identifier: Apache-2.0
// Bytes, digits and tokens from the kernel's random source, each digit and letter equally likely.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace ozibus::server {

void fill_random(std::span<unsigned char> bytes);
[[nodiscard]] std::string random_digits(std::size_t count);
// Lower-case letters and digits.
[[nodiscard]] std::string random_token(std::size_t count);

}  // namespace ozibus::server
