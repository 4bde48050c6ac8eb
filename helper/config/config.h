// SPDX-License-Identifier: Apache-2.0
// ozibus.conf and the credentials file, read and checked as a whole.
#pragma once

#include <string>
#include <string_view>

#include "helper/api/settings.h"
#include "helper/error.h"
#include "helper/ledger/settings.h"
#include "helper/login/settings.h"
#include "helper/process/journal.h"

namespace ozibus::config {

struct Users {
  std::string map = "/etc/ozibus/users.map";
  login::Exemptions exemptions;
};

struct Config {
  api::Settings api;
  Users users;
  login::Settings prompt;
  login::Policy policy;
  ledger::Settings ledger;
  process::JournalSettings log;
};

// Reads the TOML file at `path` through files::open_trusted. Every key has a default; an unknown
// section or key, a wrong type, a value out of bounds is an error "PATH:LINE:COLUMN: what; what to write".
// The contents of ca_file are read along, on the same terms.
[[nodiscard]] Result<Config> load_config(const std::string& path);

// "PATH:LINE" of a key of that file, for whoever is to change it; of `item` when the value is a list that has
// it. PATH alone when it is not written there.
[[nodiscard]] std::string place_of(const std::string& path, std::string_view key, std::string_view item = {});

// Reads merchant_id, api_key and optionally bearer_token or bearer_token_file (not both) from the
// credentials file, which nobody but its owner may read; the same goes for the token's file. Error
// texts never hold a value of theirs, but for the path of a token's file that can't be trusted.
[[nodiscard]] Result<api::Credentials> load_credentials(const std::string& path);

}  // namespace ozibus::config
