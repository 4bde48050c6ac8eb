// SPDX-License-Identifier: Apache-2.0
#include "server/settings.h"

#include <set>
#include <utility>

#include "base/wipe.h"
#include "server/key_reader.h"
#include "server/private_file.h"

namespace ozibus::server {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

Result<void> read_code(const std::string& name, const toml::table& table, Settings& settings) {
  return KeyReader(name, table)
      .take("length", settings.code.length, {4, 10})
      .take("lifetime", settings.code.lifetime, {seconds(1), hours(24)})
      .take("attempts", settings.code.attempts, {1, 100})
      .take("send_limit", settings.send_limit, {1, 10'000}, {seconds(1), hours(24 * 30)})
      .finish();
}

Result<void> read_merchants(const std::string& name, const toml::array& tables, Settings& settings) {
  std::set<std::string> ids;
  for (const toml::node& node : tables) {
    const toml::table& table = *node.as_table();
    Merchant merchant;
    auto read = KeyReader(name, table)
                    .require("merchant_id", merchant.id)
                    .require("api_key", merchant.api_key)
                    .take("bearer_token", merchant.bearer_token)
                    .finish();
    if (!read) return read;
    if (!ids.insert(merchant.id).second) {
      return failure(place(name, table.get("merchant_id")->source()) +
                     "this merchant_id stands in an earlier [[merchant]]; remove one of them");
    }
    settings.merchants.push_back(std::move(merchant));
  }
  return {};
}

Result<void> check_together(const std::string& name, const Settings& settings) {
  if (settings.merchants.empty()) {
    return failure(name + ": nobody may use the server; add a [[merchant]] with merchant_id and api_key");
  }
  if (settings.certificate.empty() != settings.private_key.empty()) {
    return failure(name + ": certificate and private_key go together; set both, or neither");
  }
  return {};
}

Result<Settings> read_settings(const std::string& name, const toml::table& root) {
  Settings settings;
  KeyReader keys(name, root);
  keys.take("listen", settings.listen)
      .take("port", settings.port, {0, 65535})
      .take("certificate", settings.certificate)
      .take("private_key", settings.private_key)
      .take("ready_file", settings.ready_file)
      .take("access_log", settings.access_log)
      .take("outbox", settings.outbox)
      .take("keep_alive", settings.keep_alive, {milliseconds(100), hours(1)})
      .take("connections", settings.connections, {1, 4096});
  const toml::table* code = keys.take_table("code");
  const toml::array* merchants = keys.take_tables("merchant");
  if (auto read = keys.finish(); !read) return tl::unexpected(read.error());
  if (code != nullptr) {
    if (auto read = read_code(name, *code, settings); !read) return tl::unexpected(read.error());
  }
  if (merchants != nullptr) {
    if (auto read = read_merchants(name, *merchants, settings); !read) return tl::unexpected(read.error());
  }
  if (auto fits = check_together(name, settings); !fits) return tl::unexpected(fits.error());
  return settings;
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, const std::string& name) {
  try {
    const toml::table root = toml::parse(text);
    return read_settings(name, root);
  } catch (const toml::parse_error& error) {
    return failure(place(name, error.source()) + std::string(error.description()));
  }
}

Result<Settings> load_settings(const std::string& path) {
  auto text = read_private_file(path);
  if (!text) return tl::unexpected(text.error());
  auto settings = parse_settings(*text, path);
  base::wipe(*text);
  return settings;
}

}  // namespace ozibus::server
