// SPDX-License-Identifier: Apache-2.0
// A file as a whole: what stands in it and what belongs to it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include <sys/types.h>

#include "helper/error.h"

namespace ozibus::ctl::change {

struct File {
  std::string bytes;
  mode_t mode = 0644;
  uid_t owner = 0;
  gid_t group = 0;
  std::map<std::string, std::string> attributes;  // the extended ones: labels, access lists

  bool operator==(const File&) const = default;
};

// Nothing when there is none. A symbolic link, or whatever else is no regular file, is an error.
[[nodiscard]] Result<std::optional<File>> read_file(const std::string& path);

// In place of what is there, on the disk when this returns. A crash leaves the one or the other, and perhaps
// a file PATH.ozibus-new, which the next call removes. No file is written by removing the one that is there.
[[nodiscard]] Result<void> write_file(const std::string& path, const std::optional<File>& file);

// What bring_back() takes from then on, PATH.ozibus-old: a disk that is full by then does not matter.
[[nodiscard]] Result<void> keep_way_back(const std::string& path, const File& file);
[[nodiscard]] Result<void> drop_way_back(const std::string& path);

// Like write_file(), without a new block where the way back was kept, which goes with it.
[[nodiscard]] Result<void> bring_back(const std::string& path, const std::optional<File>& file);

// Removes what these have left behind beside a file, and has the folder's names on the disk.
[[nodiscard]] Result<void> tidy_up(const std::string& path);

[[nodiscard]] Result<void> sync_folder(const std::string& folder);

}  // namespace ozibus::ctl::change
