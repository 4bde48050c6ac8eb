// SPDX-License-Identifier: Apache-2.0
// One JSON object a request: when, who by port, what, and how it ended. Never a code, a key or the
// person it was for. A line that can't be written is lost; no request fails for it.
#pragma once

#include <optional>
#include <string>

#include "server/append_file.h"
#include "server/clock.h"
#include "server/service.h"

namespace ozibus::server {

class AccessLog {
 public:
  // Without a file nothing is written.
  AccessLog(std::optional<AppendFile> file, const Clock& clock) : file_(std::move(file)), clock_(clock) {}

  // A port that is not positive is unknown.
  void write(int peer_port, const Request& request, const Answer& answer);

 private:
  std::optional<AppendFile> file_;
  const Clock& clock_;
};

}  // namespace ozibus::server
