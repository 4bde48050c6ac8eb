// SPDX-License-Identifier: Apache-2.0
// The machine as it will be after a change, for this process alone.
#pragma once

#include <vector>

#include "base/unique_fd.h"
#include "ctl/change/journal.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

// While it lives, this process and the programs that it starts see copies of the folders that the change
// concerns, with the change made in them: in a mount namespace of their own, which leaves no trace.
class Rehearsal {
 public:
  // `stage` is a folder that is there, and hidden in the meantime.
  [[nodiscard]] static Result<Rehearsal> of(const std::vector<Step>& steps, const std::string& stage);
  Rehearsal(Rehearsal&&) = default;
  Rehearsal& operator=(Rehearsal&&) = delete;

  // Back to the machine as it is. Nothing may be changed before this has been done.
  [[nodiscard]] Result<void> end();

 private:
  struct Home {
    base::UniqueFd mounts;
    base::UniqueFd root;
    base::UniqueFd folder;
  };
  explicit Rehearsal(Home home) : home_(std::move(home)) {}
  [[nodiscard]] static Result<void> play(const std::vector<Step>& steps, const std::string& stage);

  Home home_;
};

}  // namespace ozibus::ctl::change
