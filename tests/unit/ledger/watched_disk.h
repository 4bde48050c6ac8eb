// SPDX-License-Identifier: Apache-2.0
// Stands between the room and the disk: notes what is written and when the disk is waited for, and fails
// when a test wants that. While there is one, nobody really waits for the disk. The program is linked so that
// the room's pwrite(2), fdatasync(2) and fsync(2) come here.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ozibus::ledger {

// Part of a file that was written, or, without bytes, the wait for all that was written before.
struct DiskStep {
  std::size_t offset = 0;
  std::string bytes;
  [[nodiscard]] bool is_write() const { return !bytes.empty(); }
};

class WatchedDisk {
 public:
  WatchedDisk();
  WatchedDisk(const WatchedDisk&) = delete;
  WatchedDisk& operator=(const WatchedDisk&) = delete;
  ~WatchedDisk();

  // The step of that number, and each one after it, fails like that; a write then leaves so many bytes
  // behind.
  struct Fault {
    std::size_t step = 0;
    int error = 0;
    std::size_t written = 0;
  };
  void fail(const Fault& fault) { fault_ = fault; }
  // What somebody else does just before the next step.
  void meanwhile(std::function<void()> other) { other_ = std::move(other); }

  [[nodiscard]] const std::vector<DiskStep>& steps() const { return steps_; }
  // How often somebody waited until the names in a folder were on the disk, or the contents of a new file.
  [[nodiscard]] int folders() const { return folders_; }
  [[nodiscard]] int files() const { return files_; }

  // For the functions that stand in for the kernel's.
  [[nodiscard]] static WatchedDisk* current();
  [[nodiscard]] std::optional<Fault> take(DiskStep step);
  void note_whole(int fd);

 private:
  WatchedDisk* outer_;
  std::vector<DiskStep> steps_;
  std::optional<Fault> fault_;
  std::function<void()> other_;
  int folders_ = 0;
  int files_ = 0;
};

}  // namespace ozibus::ledger
