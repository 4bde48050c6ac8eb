// SPDX-License-Identifier: Apache-2.0
// Who has no key by which sshd could let them in.
#pragma once

#include <string>
#include <vector>

namespace ozibus::ctl::check {

struct Home {
  std::string user;
  std::string folder;
  unsigned long uid = 0;
};

// Whether one of the files that AuthorizedKeysFile names holds anything, or can't be looked at.
[[nodiscard]] bool may_have_key(const Home& home, const std::string& key_files);

// Those of `users` who certainly have none.
[[nodiscard]] std::vector<std::string> without_key(const std::vector<std::string>& users,
                                                   const std::string& key_files);

}  // namespace ozibus::ctl::check
