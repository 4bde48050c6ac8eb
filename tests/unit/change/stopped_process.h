// SPDX-License-Identifier: Apache-2.0
// Kills a process of one's own at a certain one of its system calls that change something.
#pragma once

#include <functional>

namespace ozibus::ctl::change {

enum class Ending { Killed, Finished };

// Runs `work` in a process of its own, which is killed before its Nth such call takes place (from 1 on);
// Finished when it makes fewer.
[[nodiscard]] Ending run_until_call(int nth, const std::function<void()>& work);

}  // namespace ozibus::ctl::change
