// SPDX-License-Identifier: Apache-2.0
// A change as a folder: the file "change" says what it is about, N.before and N.after are the files of its
// Nth step.
#pragma once

#include <string>

#include "ctl/change/journal.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

// Into a folder that is there and empty.
[[nodiscard]] Result<void> write_record(const std::string& folder, const Change& change);
[[nodiscard]] Result<Change> read_record(const std::string& folder);

}  // namespace ozibus::ctl::change
