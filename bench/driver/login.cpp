// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/login.h"

namespace ozibus::bench {
namespace {

Command command_of(const Command& words, int number) {
  Command result;
  for (const std::string& word : words)
    result.push_back(numbered(word, number));
  return result;
}

AtPrompt look_at(pid_t host) {
  AtPrompt seen{.host = memory_of(host),
                .host_objects = objects_of(host),
                .host_threads = threads_of(host),
                .helper = {}};
  for (const pid_t child : children()) {
    if (child == host) continue;
    ++seen.helpers;
    seen.helper = memory_of(child);
  }
  return seen;
}

}  // namespace

std::string numbered(std::string text, int number) {
  constexpr std::string_view kPlace = "{n}";
  for (std::size_t at = text.find(kPlace); at != std::string::npos; at = text.find(kPlace))
    text.replace(at, kPlace.size(), std::to_string(number));
  return text;
}

Login log_in(const Case& what, CodeSource& codes, int number) {
  Login login;
  const Command command = command_of(what.command, number);
  auto began = Clock::now();
  ProcessTree tree(command);
  if (!what.prompt.empty()) {
    tree.await(what.prompt);
    login.start_to_prompt_ms = milliseconds(Clock::now() - began);
    login.at_prompt = look_at(tree.pid());
    const std::string code = codes.code_for(numbered(what.recipient, number));
    began = Clock::now();
    tree.type(code);
  }
  tree.await_end();
  login.answer_to_result_ms = milliseconds(Clock::now() - began);
  login.usage = tree.await_orphans();
  return login;
}

}  // namespace ozibus::bench
