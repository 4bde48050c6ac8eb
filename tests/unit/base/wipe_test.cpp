// SPDX-License-Identifier: Apache-2.0
#include "base/wipe.h"

#include <algorithm>
#include <new>
#include <string>

#include <gtest/gtest.h>

namespace ozibus::base {
namespace {

TEST(Wipe, overwrites_every_byte) {
  std::string text = "123456";
  wipe(text);
  EXPECT_EQ(text, std::string(6, '\0'));
}

TEST(WipedArray, is_overwritten_at_its_end) {
  alignas(WipedArray<16>) std::array<char, sizeof(WipedArray<16>)> storage{};
  // Volatile, because the compiler knows that nobody may look at an object after its end.
  const volatile char* const bytes = storage.data();
  const auto count = [bytes] {
    int found = 0;
    for (std::size_t i = 0; i < sizeof(WipedArray<16>); ++i)
      found += bytes[i] == 's' ? 1 : 0;
    return found;
  };
  auto* secret = new (storage.data()) WipedArray<16>;
  std::fill_n(secret->data(), 16, 's');
  EXPECT_EQ(count(), 16);
  secret->~WipedArray();
  EXPECT_EQ(count(), 0);
}

}  // namespace
}  // namespace ozibus::base
