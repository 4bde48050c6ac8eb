// SPDX-License-Identifier: Apache-2.0
// A change of files that is on the disk before it is made, with all that is needed to put it back:
//   pending/   a change that is being made, or that waits to be confirmed
//   SERVICE/   the same, confirmed
//   saved/     what others had written into a file before it was put back
// Each appears and goes by a rename: there is no half of one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/unique_fd.h"
#include "ctl/change/file.h"
#include "ctl/change/moment.h"
#include "helper/error.h"

namespace ozibus::ctl::change {

// Who goes by a file.
enum class Reader { Pam, Sshd };

struct Step {
  Reader reader;
  std::string path;
  std::optional<File> before;  // nothing: there is no such file
  std::optional<File> after;
};

struct Change {
  std::string service;      // "sshd", "sudo"
  Moment due;               // when it is put back
  std::vector<Step> steps;  // in the order in which they are made
};

enum class Patience { Wait, Leave };

class Journal {
 public:
  explicit Journal(std::string folder) : folder_(std::move(folder)) {}

  // Nobody else makes or puts back a change until the descriptor is closed. Makes the folder. Under Leave,
  // nothing when somebody else has it.
  [[nodiscard]] Result<std::optional<base::UniqueFd>> lock(Patience patience) const;

  // Without the lock, and cheap.
  [[nodiscard]] bool has_pending() const;
  [[nodiscard]] std::string pending_folder() const { return folder_ + "/pending"; }

  // The rest needs the lock.
  [[nodiscard]] Result<std::optional<Change>> pending() const;
  [[nodiscard]] Result<void> begin(const Change& change) const;
  // The pending change is made as a whole.
  [[nodiscard]] Result<void> note_made(const Moment& at) const;
  // Nothing when it is not: whoever was about to make it has been stopped.
  [[nodiscard]] std::optional<Moment> made_at() const;
  // The files of the pending change are back, and are nobody's business any more; sshd has yet to be told.
  [[nodiscard]] Result<void> note_back() const;
  [[nodiscard]] bool is_back() const;
  // The pending change stays.
  [[nodiscard]] Result<void> confirm(const std::string& service) const;
  // The pending change is put back; nothing is to be known of the service any more.
  [[nodiscard]] Result<void> forget(const std::string& service) const;
  [[nodiscard]] Result<std::optional<Change>> confirmed(const std::string& service) const;
  // Keeps what somebody else has written; returns where.
  [[nodiscard]] Result<std::string> save(const std::string& path, const File& file) const;

 private:
  [[nodiscard]] Result<void> drop(const std::string& name) const;

  std::string folder_;
};

}  // namespace ozibus::ctl::change
