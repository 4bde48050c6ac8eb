// SPDX-License-Identifier: Apache-2.0
#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/pending_change.h"

namespace ozibus::ctl {

Result<void> revert_change(change::Which which, const Operator& by) {
  if (auto is_root = require_root(); !is_root) return is_root;
  const auto is_back = put_back_pending(which, by);
  if (!is_back) return tl::unexpected(is_back.error());
  return *is_back ? Result<void>() : confirm("There is nothing to put back.");
}

}  // namespace ozibus::ctl
