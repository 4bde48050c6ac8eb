// SPDX-License-Identifier: Apache-2.0
// Kernels that lack something, or refuse it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

namespace ozibus::fakes {

// From when this is called, that system call fails so in the calling thread and whatever it starts; with
// `first`, only if that is its first argument. It can't be taken back.
[[nodiscard]] std::function<void()> failing(int call, int error,
                                            std::optional<std::uint64_t> first = std::nullopt);

}  // namespace ozibus::fakes
