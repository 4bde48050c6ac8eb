// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/failing_call.h"

#include <seccomp.h>
#include <unistd.h>

namespace ozibus::fakes {

std::function<void()> failing(int call, int error, std::optional<std::uint64_t> first) {
  return [call, error, first] {
    const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ALLOW);
    const scmp_arg_cmp condition{0, SCMP_CMP_EQ, first.value_or(0), 0};
    const auto failure = SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error));
    if (::seccomp_rule_add_array(filter, failure, call, first ? 1 : 0, &condition) != 0 ||
        ::seccomp_load(filter) != 0) {
      ::_exit(1);
    }
    ::seccomp_release(filter);
  };
}

}  // namespace ozibus::fakes
