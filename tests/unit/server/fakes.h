// SPDX-License-Identifier: Apache-2.0
// What the server's tests put in place of the world: a clock they move, a phone they read, a folder
// that goes away.
#pragma once

#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include <stdlib.h>

#include "server/clock.h"
#include "server/delivery.h"

namespace ozibus::server {

class ManualClock final : public Clock {
 public:
  base::Instant now() const override { return now_; }
  // 2026-01-31T12:34:56.789Z
  WallTime wall_time() const override { return WallTime(std::chrono::milliseconds(1769862896789)); }
  void advance(std::chrono::milliseconds span) { now_ += span; }

 private:
  base::Instant now_{std::chrono::hours(1000)};
};

// A phone that can be switched off.
class Phone final : public Delivery {
 public:
  Result<void> deliver(const Message& message) override {
    const std::lock_guard lock(mutex_);
    if (off) return failure("the phone is off");
    messages.push_back(message);
    return {};
  }

  bool off = false;
  std::vector<Message> messages;

 private:
  std::mutex mutex_;
};

class TemporaryFolder {
 public:
  TemporaryFolder() : path_(std::filesystem::temp_directory_path() / "ozibus-server-XXXXXX") {
    std::string name = path_;
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

inline void write_file(const std::string& path, const std::string& text, int mode = 0600) {
  std::ofstream(path) << text;
  std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
}

inline std::string read_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace ozibus::server
