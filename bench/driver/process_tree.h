// SPDX-License-Identifier: Apache-2.0
// A command, its terminal (three pipes' ends are enough for a person who types one line), and whatever it
// leaves behind: orphans come to this process, so that the cost of the last of them is known.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include "base/unique_fd.h"

namespace ozibus::bench {

using Clock = std::chrono::steady_clock;
using Command = std::vector<std::string>;

double milliseconds(Clock::duration span);

struct Usage {
  double cpu_ms = 0;  // user and system, of all processes
  long peak_kib = 0;  // of the largest process
  int processes = 0;
};

// Makes this process the one that orphans of its descendants go to.
void adopt_orphans();

class ProcessTree {
 public:
  explicit ProcessTree(const Command& command);

  // Reads until the command has shown that text.
  void await(std::string_view text);
  void type(std::string_view line);
  // The last line that it shows before it closes its output.
  [[nodiscard]] std::string await_last_line();

  // The command's own end; throws when it failed.
  void await_end();
  // The end of all that it has left; then there is nobody else to wait for.
  [[nodiscard]] Usage await_orphans();

  [[nodiscard]] pid_t pid() const noexcept { return pid_; }

 private:
  // False at the end of the output.
  bool read_more();

  std::string name_;
  pid_t pid_ = -1;
  base::UniqueFd input_;
  base::UniqueFd output_;
  std::string shown_;
  Usage usage_;
};

}  // namespace ozibus::bench
