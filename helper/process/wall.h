// SPDX-License-Identifier: Apache-2.0
// Not every kernel has all of the walls that sandbox.h speaks of.
#pragma once

namespace ozibus::process {

enum class Wall { Stands, Absent };

}  // namespace ozibus::process
