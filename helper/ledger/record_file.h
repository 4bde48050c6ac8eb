// SPDX-License-Identifier: Apache-2.0
// One record on the disk. It is changed in place, so that whoever has opened it needs no further right to
// do that; docs/state.md says why.
//
// A change goes to the older of two copies (copies.h), and counts when that is on the disk; then the other
// copy follows. At any instant at least one copy on the disk holds all that ever counted.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/unique_fd.h"
#include "helper/error.h"
#include "helper/ledger/copies.h"

namespace ozibus::ledger {

// Where a record belongs. The file's name is the digest of the owner's: it can be anything.
struct Place {
  int folder;               // borrowed
  std::string folder_path;  // for messages
  Identity identity;
};

// What a file begins with. `spent` is for the place of one that failed its check.
struct Beginnings {
  std::span<const char> fresh;
  std::span<const char> spent;
};

enum class Change { Keep, Save };

class RecordFile {
 public:
  // The file that is there; nothing when there is none.
  [[nodiscard]] static Result<std::optional<RecordFile>> open(const Place& place, std::size_t record_size);

  // The same, but made when there is none. A file that fails its check is set aside under a new name and
  // another one put in its place; `set_aside` then says so, for the log.
  [[nodiscard]] static Result<RecordFile> open_or_create(const Place& place, const Beginnings& beginnings,
                                                         std::optional<std::string>& set_aside);

  // `look` has the record for itself, whoever else has it open, and may change it; it must not wait for
  // anything. What it saves is on the disk when this returns without an error; after an error it may be.
  // A file that fails its check, or has been removed, is an error.
  using Look = std::function<Change(std::span<char> record)>;
  [[nodiscard]] Result<void> with(const Look& look);

  // Copies the record out. False when the file fails its check; then nothing was copied.
  [[nodiscard]] Result<bool> read(std::span<char> record) const;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  RecordFile(base::UniqueFd fd, std::string path, Identity identity, std::size_t record_size);

  // To be called under the lock. False when the file fails its check.
  [[nodiscard]] Result<bool> load(Copies& copies) const;
  [[nodiscard]] Result<void> save(const Copies& copies) const;

  base::UniqueFd fd_;
  std::string path_;
  Identity identity_;
  std::size_t record_size_;
};

}  // namespace ozibus::ledger
