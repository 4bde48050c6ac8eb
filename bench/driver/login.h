// SPDX-License-Identifier: Apache-2.0
// One login, or one command that stands beside it in the table, and all that it cost.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "bench/driver/code_source.h"
#include "bench/driver/proc.h"
#include "bench/driver/process_tree.h"

namespace ozibus::bench {

// In words of the command, {n} is the number of the user whose turn it is.
struct Case {
  std::string name;
  Command command;
  std::string prompt;     // without one nothing is asked and nothing typed
  std::string code;       // see CodeSource
  std::string recipient;  // of the code, with {n}
};

std::string numbered(std::string text, int number);

struct AtPrompt {
  Memory host;
  std::set<std::string> host_objects;
  int host_threads = 0;
  int helpers = 0;
  Memory helper;
};

struct Login {
  double start_to_prompt_ms = 0;
  double answer_to_result_ms = 0;
  Usage usage;
  std::optional<AtPrompt> at_prompt;

  // Without what the person takes.
  [[nodiscard]] double wall_ms() const { return start_to_prompt_ms + answer_to_result_ms; }
};

Login log_in(const Case& what, CodeSource& codes, int number);

}  // namespace ozibus::bench
