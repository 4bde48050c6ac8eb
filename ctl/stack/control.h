// SPDX-License-Identifier: Apache-2.0
// The second word of a line in /etc/pam.d: what becomes of each result of a module (pam.conf(5)).
#pragma once

#include <array>
#include <string_view>

#include <security/pam_appl.h>
#include <security/pam_modules.h>

#include "helper/error.h"

namespace ozibus::ctl::stack {

struct Action {
  enum class Kind { Ignore, Bad, Die, Ok, Done, Reset, Jump };
  Kind kind = Kind::Bad;
  int jump = 0;  // modules to skip

  bool operator==(const Action&) const = default;
};

class Control {
 public:
  // "required", or "[success=1 default=ignore]" with its brackets. The error is without a place.
  [[nodiscard]] static Result<Control> parse(std::string_view text);

  // Of a result such as PAM_SUCCESS. Results that libpam does not know are bad.
  [[nodiscard]] Action of(int result) const;

 private:
  std::array<Action, _PAM_RETURN_VALUES> actions_{};
};

}  // namespace ozibus::ctl::stack
