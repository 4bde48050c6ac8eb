// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/storm.h"

#include <sstream>
#include <vector>

#include <sys/resource.h>

#include "bench/driver/login.h"

namespace ozibus::bench {
namespace {

using Json = nlohmann::ordered_json;

Command words_of(const std::string& text) {
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), {}};
}

void allow_many_pipes() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace

Json run_storm(const Crowd& crowd) {
  allow_many_pipes();
  CodeSource codes(crowd.code);
  std::vector<ProcessTree> logins;
  logins.reserve(static_cast<std::size_t>(crowd.count));

  const auto began = Clock::now();
  for (int i = 0; i < crowd.count; ++i)
    logins.emplace_back(words_of(numbered(crowd.command, crowd.first + i)));
  for (ProcessTree& login : logins)
    login.await(crowd.prompt);
  const auto waiting = Clock::now();

  std::vector<std::string> typed;
  for (int i = 0; i < crowd.count; ++i)
    typed.push_back(codes.code_for(numbered(crowd.recipient, crowd.first + i)));
  const auto answered = Clock::now();
  for (std::size_t i = 0; i < logins.size(); ++i)
    logins[i].type(typed[i]);
  for (ProcessTree& login : logins)
    login.await_end();
  const auto ended = Clock::now();
  static_cast<void>(logins.front().await_orphans());

  const double to_prompt = milliseconds(waiting - began) / crowd.count;
  const double to_result = milliseconds(ended - answered) / crowd.count;
  return {{"logins", crowd.count},
          {"start_to_prompt_ms", to_prompt},
          {"answer_to_result_ms", to_result},
          {"per_login_ms", to_prompt + to_result}};
}

Json run_in_one_process(const Crowd& crowd, int logins) {
  CodeSource codes(crowd.code);
  ProcessTree host(words_of(crowd.command));
  for (int login = 1; login <= logins; ++login) {
    host.await("\n" + std::to_string(login) + "? ");
    host.type(codes.code_for(numbered(crowd.recipient, crowd.first + (login - 1) % crowd.count)));
  }
  const std::string said = host.await_last_line();
  host.await_end();
  static_cast<void>(host.await_orphans());
  return Json::parse(said);
}

}  // namespace ozibus::bench
