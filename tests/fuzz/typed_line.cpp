// SPDX-License-Identifier: Apache-2.0
// What is typed: a line is one thing, and only what it says is sent or hashed.
#include <optional>
#include <string>
#include <variant>

#include "helper/ledger/recovery.h"
#include "helper/login/answer.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/typed.h"

namespace ozibus::fuzz {
namespace {

using login::Answer;

template <typename Kind>
std::optional<std::string> text_of(const Answer& answer) {
  const auto* kind = std::get_if<Kind>(&answer);
  return kind == nullptr ? std::nullopt : std::optional(std::string(kind->text.reveal()));
}

template <typename Kind>
void require_stays(const Answer& answer) {
  const auto text = text_of<Kind>(answer);
  if (text)
    require(text_of<Kind>(login::parse_answer(*text)) == text, "a code that is typed plainly is the same");
}

}  // namespace

void run(std::string_view input) {
  const Answer answer = login::parse_answer(input);
  require(text_of<login::Code>(answer) == typed_code(input), "a code is 4 to 10 letters and digits");
  require(text_of<login::RecoveryCode>(answer) == typed_recovery_code(input),
          "a recovery code is twelve letters and digits of its alphabet");
  require_stays<login::Code>(answer);
  require_stays<login::RecoveryCode>(answer);

  const bool is_blank = input.find_first_not_of(" \t") == std::string_view::npos;
  require(std::holds_alternative<login::Empty>(answer) == is_blank, "blanks alone are nothing");
  if (std::holds_alternative<login::Command>(answer)) {
    require(input.find_first_of("rRsSmM") != std::string_view::npos, "a command is one letter");
    require(input.find_first_not_of(" \trRsSmM") == std::string_view::npos, "a command is one letter");
  }
  const auto recovery = ledger::read_recovery_code(input);
  require((recovery ? std::optional(std::string(recovery->reveal())) : std::nullopt) ==
              typed_recovery_code(input),
          "a recovery code is read as the dialogue reads it");
}

}  // namespace ozibus::fuzz
