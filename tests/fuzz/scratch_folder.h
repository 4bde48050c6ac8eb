// SPDX-License-Identifier: Apache-2.0
// A folder in memory that nobody else can write to, for as long as the fuzzer runs.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <sys/stat.h>

#include "tests/fuzz/target.h"

namespace ozibus::fuzz {

class ScratchFolder {
 public:
  ScratchFolder() {
    const char* const parent = std::getenv("TMPDIR");
    path_ = std::string(parent == nullptr ? "/dev/shm" : parent) + "/ozibus-fuzz-XXXXXX";
    require(::mkdtemp(path_.data()) != nullptr, "a folder is made");
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] const std::string& path() const { return path_; }

  std::string write(const std::string& name, std::string_view content) const {
    std::string file = path_ + "/" + name;
    std::ofstream(file, std::ios::binary) << content;
    require(::chmod(file.c_str(), S_IRUSR | S_IWUSR) == 0, "a file is written");
    return file;
  }

  // Removes what is in the folder of that name, if there is one.
  void empty(const std::string& name) const {
    std::error_code absent;
    for (const auto& file : std::filesystem::directory_iterator(path_ + "/" + name, absent))
      std::filesystem::remove(file);
  }

 private:
  std::string path_;
};

}  // namespace ozibus::fuzz
