// SPDX-License-Identifier: Apache-2.0
// ozibus.conf: what is taken is within its bounds, and an error is one short line that says where.
#include <algorithm>
#include <chrono>
#include <string>

#include "helper/config/apply.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

const std::string kPath = "/etc/ozibus/ozibus.conf";

void require_within(milliseconds span, milliseconds least, milliseconds most) {
  require(span >= least && span <= most, "a duration is within its bounds");
}

void require_limit(const text::Limit& limit, int most) {
  require(limit.count >= 1 && limit.count <= most, "a limit is one that the ledger can count");
  require_within(limit.window, 1s, std::chrono::days(7));
}

void require_path(const std::string& path) {
  require(path.starts_with('/') && path.find_first_of(std::string_view("\0\n\r", 3)) == std::string::npos,
          "a path is absolute");
}

void require_base_url(const std::string& url) {
  const bool is_loopback =
      url.starts_with("http://127.") || url.starts_with("http://[") /* an address of ::1 */;
  require(url.starts_with("https://") || is_loopback, "the service is asked over TLS");
}

void require_sound(const config::Config& config) {
  require(!config.api.base_urls.empty() && config.api.base_urls.size() <= 8, "there is a base URL");
  std::ranges::for_each(config.api.base_urls, require_base_url);
  for (const auto& path : {config.api.credentials_file, config.users.map, config.ledger.state_dir})
    require_path(path);
  if (!config.api.ca_file.empty()) require_path(config.api.ca_file);
  require_within(config.api.connect_timeout, 100ms, 60s);
  require_within(config.api.request_timeout, 100ms, 60s);
  require(config.prompt.attempts >= 1 && config.prompt.attempts <= 10, "attempts are within their bounds");
  require(config.prompt.resends >= 0 && config.prompt.resends <= 10, "resends are within their bounds");
  require_within(config.prompt.resend_wait, 0s, 10min);
  require_within(config.prompt.login_timeout, 5s, 10min);
  require_within(config.ledger.remember, 0s, std::chrono::days(90));
  require_limit(config.ledger.send_limit, ledger::kMostPerUser);
  require_limit(config.ledger.send_limit_host, ledger::kMostPerHost);
  require_limit(config.ledger.lockout, ledger::kMostPerUser);
}

// "PATH:LINE:COLUMN: ..."
void require_place(const std::string& reason, std::string_view text) {
  require_plain(reason, 1000);
  require(reason.starts_with(kPath + ":"), "an error names the file");
  const auto lines = static_cast<long>(std::ranges::count(text, '\n')) + 1;
  const char* const digits = reason.c_str() + kPath.size() + 1;
  const long line = std::atol(digits);
  require(line >= 1 && line <= lines, "an error names a line of the file");
}

}  // namespace

void run(std::string_view input) {
  const std::string text(input);
  const auto document = config::read_toml(text, kPath, config::Quoting::Allowed);
  if (!document) {
    require_place(document.error().reason, text);
    return;
  }
  config::Config config;
  const auto applied = config::apply(*document, kPath, config);
  if (!applied) require_place(applied.error().reason, text);
  require_sound(config);
}

}  // namespace ozibus::fuzz
