// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ozibus::process {

// Not every kernel has all of the walls that sandbox.h speaks of.
enum class Wall { Stands, Absent };

}  // namespace ozibus::process
