// SPDX-License-Identifier: Apache-2.0
#include "ctl/status_of_all.h"

#include <string>
#include <utility>
#include <vector>

#include "ctl/console.h"
#include "ctl/last_logins.h"
#include "ctl/overview.h"
#include "helper/ledger/roll.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {
namespace {

using ledger::Overview;

struct Everybody {
  std::vector<std::pair<std::string, Overview>> users;  // of whom something is counted
  int damaged = 0;
};

bool is_counted(const Overview& overview) {
  return overview.sends > 0 || overview.rejections > 0 || overview.locked_for || overview.bypass_left ||
         overview.remembered > 0;
}

Result<Everybody> find_everybody(const Site& site) {
  const auto roll = ledger::recorded_users(site.config.ledger.state_dir);
  if (!roll) return tl::unexpected(roll.error());
  Everybody everybody{{}, roll->nameless};
  for (const std::string& user : roll->users) {
    const auto overview = find_overview(site, user);
    if (!overview) {
      ++everybody.damaged;
    } else if (is_counted(*overview)) {
      everybody.users.emplace_back(user, *overview);
    }
  }
  return everybody;
}

std::string in_words(const Site& site, const Overview& overview) {
  std::string words;
  const auto say = [&words](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  const ledger::Settings& limits = site.config.ledger;
  if (overview.sends > 0) say(used(overview.sends, limits.send_limit) + " codes sent");
  if (overview.rejections > 0) say(used(overview.rejections, limits.lockout) + " rejected");
  if (overview.locked_for) say("locked for another " + text::roughly(*overview.locked_for));
  if (overview.bypass_left) say("bypass for another " + text::roughly(*overview.bypass_left));
  if (overview.remembered > 0) say("addresses remembered: " + std::to_string(overview.remembered));
  return words;
}

Result<void> print_words(const Site& site, const Everybody& everybody) {
  if (everybody.users.empty()) {
    if (auto printed = print_line("Nothing is counted of anybody."); !printed) return printed;
  }
  for (const auto& [user, overview] : everybody.users) {
    if (auto printed = print_line(user + ": " + in_words(site, overview)); !printed) return printed;
  }
  if (everybody.damaged == 0) return {};
  return print_line("records that can't be read, damaged or of a name longer than 64 bytes: " +
                    std::to_string(everybody.damaged));
}

Json as_json(const Site& site, const Everybody& everybody) {
  Json users = Json::array();
  for (const auto& [user, overview] : everybody.users)
    users.push_back(status_as_json(site, user, overview));
  return {{"users", std::move(users)}, {"damaged", everybody.damaged}};
}

}  // namespace

Result<void> show_status_of_all(const Site& site, Format format) {
  const auto everybody = find_everybody(site);
  if (!everybody) return tl::unexpected(everybody.error());
  const auto logins = find_last_logins("");
  if (format == Format::Objects) {
    Json object = as_json(site, *everybody);
    object["logins"] = logins_as_json(logins);
    return print_json(object);
  }
  if (auto printed = print_words(site, *everybody); !printed) return printed;
  return print_logins(logins);
}

}  // namespace ozibus::ctl
