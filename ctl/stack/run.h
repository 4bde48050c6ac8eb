// SPDX-License-Identifier: Apache-2.0
// What libpam makes of a stack when each of its modules gives a certain result (pam.conf(5)).
#pragma once

#include <functional>
#include <vector>

#include "ctl/stack/service.h"

namespace ozibus::ctl::stack {

struct Outcome {
  int result;                      // what the application is told
  std::vector<const Rule*> asked;  // the modules that ran, in their order
};

// `result_of` answers for a module: PAM_SUCCESS, PAM_AUTH_ERR and so on.
[[nodiscard]] Outcome run(const Stack& stack, const std::function<int(const Rule&)>& result_of);

}  // namespace ozibus::ctl::stack
