// SPDX-License-Identifier: Apache-2.0
// A folder of one test, which nobody else can write to; removed with all that is in it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>
#include <sys/stat.h>

namespace ozibus::fakes {

class TempFolder {
 public:
  TempFolder() : path_(std::filesystem::canonical(testing::TempDir()).string() + "/ozibus-test-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr) ADD_FAILURE() << "mkdtemp: " << path_;
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string path(std::string_view name) const { return path_ + "/" + std::string(name); }

  // The mode is the given one, whatever the umask is.
  std::string write(std::string_view name, std::string_view content, mode_t mode = 0600) const {
    std::string file = path(name);
    std::ofstream(file, std::ios::binary) << content;
    EXPECT_EQ(::chmod(file.c_str(), mode), 0) << file;
    return file;
  }

  std::string make_folder(std::string_view name, mode_t mode = 0700) const {
    std::string folder = path(name);
    std::filesystem::create_directory(folder);
    EXPECT_EQ(::chmod(folder.c_str(), mode), 0) << folder;
    return folder;
  }

 private:
  std::string path_;
};

}  // namespace ozibus::fakes
