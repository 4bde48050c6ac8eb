// SPDX-License-Identifier: Apache-2.0
// A file to which whole lines are added: one write(2) a line, and no half line left behind when the
// disk is full. Refuses what is not a regular file, and a file that others may read.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "base/unique_fd.h"
#include "server/error.h"

namespace ozibus::server {

class AppendFile {
 public:
  // Made with mode 0600 when it is not there.
  [[nodiscard]] static Result<AppendFile> open(const std::string& path);
  AppendFile(AppendFile&& other) noexcept : path_(std::move(other.path_)), file_(std::move(other.file_)) {}

  // Adds the line and its end.
  [[nodiscard]] Result<void> append(std::string_view line);

 private:
  AppendFile(std::string path, base::UniqueFd file) : path_(std::move(path)), file_(std::move(file)) {}

  std::string path_;
  base::UniqueFd file_;
  std::mutex mutex_;
};

}  // namespace ozibus::server
