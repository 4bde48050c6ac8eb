// SPDX-License-Identifier: Apache-2.0
// A folder with small records, each of which holds one letter many times.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "base/unique_fd.h"
#include "helper/ledger/record_file.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ledger {

class RecordBench : public testing::Test {
 protected:
  static constexpr std::size_t kSize = 24;

  [[nodiscard]] Place place(const std::string& owner = "alice") const {
    return {fd_.get(), folder_.path(), {"letters 1", owner}};
  }
  [[nodiscard]] std::string path(const std::string& owner = "alice") const {
    return folder_.path(hex(digest_of({owner})));
  }

  // A fresh record holds 'f', and one in the place of a damaged file 's'. What was set aside is in aside_.
  Result<RecordFile> open(const std::string& owner = "alice") {
    const std::string fresh(kSize, 'f');
    const std::string spent(kSize, 's');
    return RecordFile::open_or_create(place(owner), {fresh, spent}, aside_);
  }

  static std::string save(RecordFile& file, char letter) {
    const auto done = file.with([letter](std::span<char> record) {
      std::ranges::fill(record, letter);
      return Change::Save;
    });
    return done ? "saved" : done.error().reason;
  }
  std::string save(char letter, const std::string& owner = "alice") {
    auto file = open(owner);
    return file ? save(*file, letter) : file.error().reason;
  }

  // The letter, or the error.
  static std::string read(RecordFile& file) {
    std::string letters;
    const auto done = file.with([&letters](std::span<char> record) {
      letters.assign(record.begin(), record.end());
      return Change::Keep;
    });
    if (!done) return done.error().reason;
    return letters == std::string(kSize, letters.front()) ? letters.substr(0, 1) : "mixed: " + letters;
  }
  std::string read(const std::string& owner = "alice") {
    auto file = open(owner);
    return file ? read(*file) : file.error().reason;
  }

  // What stands in the record, without mending anything.
  std::string glance() {
    auto file = RecordFile::open(place(), kSize);
    if (!file) return file.error().reason;
    return *file ? read(**file) : "none";
  }

  [[nodiscard]] static std::string content(const std::string& path) {
    std::ostringstream bytes;
    bytes << std::ifstream(path, std::ios::binary).rdbuf();
    return bytes.str();
  }
  // Without emptying the file, for which some file systems wait.
  void put(const std::string& bytes, const std::string& owner = "alice") const {
    const std::string file = path(owner);
    if (!std::filesystem::exists(file)) folder_.write(hex(digest_of({owner})), "new");
    std::filesystem::resize_file(file, bytes.size());
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary) << bytes;
  }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  fakes::TempFolder folder_;
  base::UniqueFd fd_{::open(folder_.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  std::optional<std::string> aside_;
};

}  // namespace ozibus::ledger
