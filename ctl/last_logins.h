// SPDX-License-Identifier: Apache-2.0
// The last logins that the helper has told systemd's journal of.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "ctl/json.h"
#include "helper/error.h"

namespace ozibus::ctl {

struct PastLogin {
  std::chrono::seconds at;  // since 1970
  std::string result;
  std::string user;
  std::string service;
  std::string rhost;
  std::string reason;
};

// Of that user, or with "" of everybody, the newest first. An error when there is no journal to ask.
[[nodiscard]] Result<std::vector<PastLogin>> find_last_logins(const std::string& user);

// From what `journalctl --output=json` prints.
[[nodiscard]] std::vector<PastLogin> read_journal(std::string_view text, const std::string& user);

[[nodiscard]] Result<void> print_logins(const Result<std::vector<PastLogin>>& logins);
// Null when there is no journal.
[[nodiscard]] Json logins_as_json(const Result<std::vector<PastLogin>>& logins);

}  // namespace ozibus::ctl
