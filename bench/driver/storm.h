// SPDX-License-Identifier: Apache-2.0
// Many logins at once, and many in one process.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace ozibus::bench {

struct Crowd {
  std::string command;  // with {n}, its words parted by blanks
  std::string prompt;
  std::string code;       // see CodeSource
  std::string recipient;  // with {n}
  int first = 1;          // the numbers of the users
  int count = 1;
};

// All wait at their prompts before the first is answered; throws when one of them fails.
nlohmann::ordered_json run_storm(const Crowd& crowd);

// Logins one after the other in one process, which asks them as "NUMBER? " and says at its end what they have
// left behind. `users` of the crowd log in by turns.
nlohmann::ordered_json run_in_one_process(const Crowd& crowd, int logins);

}  // namespace ozibus::bench
