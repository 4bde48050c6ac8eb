// SPDX-License-Identifier: Apache-2.0
// What a typed line is.
#pragma once

#include <string_view>
#include <variant>

#include "helper/secret.h"

namespace ozibus::login {

// 4 to 10 ASCII letters or digits; blanks and dashes between them are dropped.
struct Code {
  Secret text;
};

// Twelve letters and digits; see ledger::read_recovery_code().
struct RecoveryCode {
  Secret text;
};

enum class Command { Resend, Sms, Mail };  // r, s, m, in either case

struct Empty {};

struct Nonsense {};

using Answer = std::variant<Nonsense, Empty, Command, Code, RecoveryCode>;

[[nodiscard]] Answer parse_answer(std::string_view line);

}  // namespace ozibus::login
