// SPDX-License-Identifier: Apache-2.0
// Somebody who puts the change back when its time is over, whatever becomes of this login.
#pragma once

#include "ctl/change/journal.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

// A timer of systemd's, which outlives the login under every setting of logind; elsewhere a process of our
// own, which ends when the change is confirmed or put back.
[[nodiscard]] Result<void> start_watcher(const Journal& journal, const Change& change);

}  // namespace ozibus::ctl::change
