// SPDX-License-Identifier: Apache-2.0
// The configuration file (TOML). An unknown key, a wrong type or a value out of bounds is an error
// with file, line and column; every key but the merchants has a default.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "server/codes.h"
#include "server/error.h"
#include "server/merchants.h"
#include "server/send_limit.h"

namespace ozibus::server {

struct Settings {
  std::string listen = "127.0.0.1";  // an IPv4 or IPv6 address
  int port = 8443;                   // 0: any free one
  std::string certificate;           // PEM, with the chain; without it plain HTTP, on loopback only
  std::string private_key;
  std::string ready_file;  // gets "HOST PORT" once the server listens
  std::string access_log;
  std::string outbox;
  std::chrono::milliseconds keep_alive = std::chrono::seconds(60);
  int connections = 128;
  CodeSettings code;
  Rate send_limit;
  std::vector<Merchant> merchants;
};

// `name` is what errors call the text.
[[nodiscard]] Result<Settings> parse_settings(std::string_view text, const std::string& name);
[[nodiscard]] Result<Settings> load_settings(const std::string& path);

}  // namespace ozibus::server
