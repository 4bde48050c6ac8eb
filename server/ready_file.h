// SPDX-License-Identifier: Apache-2.0
// Tells whoever started the server where it listens: a file with "HOST PORT", there in one piece
// once connections are accepted and gone again when the server has stopped.
#pragma once

#include <string>
#include <utility>

#include "server/error.h"
#include "server/listen_address.h"

namespace ozibus::server {

class ReadyFile {
 public:
  // An empty path announces nothing.
  [[nodiscard]] static Result<ReadyFile> announce(const std::string& path, const Endpoint& endpoint);
  ReadyFile(ReadyFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  ~ReadyFile();

 private:
  explicit ReadyFile(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

}  // namespace ozibus::server
