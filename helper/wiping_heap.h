// SPDX-License-Identifier: Apache-2.0
// The C heap, but for one thing: whatever is given back is overwritten first. Keys and codes pass
// through buffers of libcurl, OpenSSL, the TOML and JSON readers and the standard library, none of
// which wipes them. operator delete is replaced by the programs themselves (wiping_new.cpp).
#pragma once

#include <cstddef>

namespace ozibus::wiping_heap {

void release(void* memory) noexcept;
// As realloc(3), but never in place where that would leave the old bytes behind.
void* resize(void* memory, std::size_t size) noexcept;
char* duplicate(const char* text) noexcept;

}  // namespace ozibus::wiping_heap
