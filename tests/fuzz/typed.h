// SPDX-License-Identifier: Apache-2.0
// What a typed line stands for, read in another way than helper/login/answer.cpp and helper/ledger/ do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ozibus::fuzz {

[[nodiscard]] std::optional<std::string> typed_code(std::string_view line);
[[nodiscard]] std::optional<std::string> typed_recovery_code(std::string_view line);

}  // namespace ozibus::fuzz
