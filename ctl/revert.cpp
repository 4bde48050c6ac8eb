// SPDX-License-Identifier: Apache-2.0
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/pending_change.h"

namespace ozibus::ctl {

Result<void> revert_change(change::Which which) {
  const auto is_back = put_back_pending(which);
  if (!is_back) return tl::unexpected(is_back.error());
  return *is_back ? Result<void>() : confirm("There is nothing to put back.");
}

}  // namespace ozibus::ctl
