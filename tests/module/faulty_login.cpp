// SPDX-License-Identifier: Apache-2.0
#include "tests/module/faulty_login.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/module/site.h"
#include "tests/module/syslog.h"
#include "tests/module/watched_helper.h"

namespace ozibus::module_tests {
namespace {

using fakes::Receive;
using fakes::Script;
using fakes::ScriptedServer;
using fakes::Send;
using fakes::StartTls;

// More than any login makes at one base URL.
constexpr int kConnections = 6;
// More than this process ever has at a time.
constexpr int kDescriptors = 256;
// More than the kernel ever needs to stop a helper at its end.
constexpr int kTries = 3;

std::vector<Script> scripts_of_first(const Fault& fault, Moment moment) {
  std::vector<Script> scripts(kConnections, fault.course.connection);
  switch (moment) {
    case Moment::Send:
      break;
    case Moment::Verify:
      Script order{StartTls{}, Receive{}, Send{success()}};
      order.insert(order.end(), fault.course.kept.begin(), fault.course.kept.end());
      scripts.insert(scripts.begin(), std::move(order));
      break;
  }
  return scripts;
}

std::vector<Script> scripts_of_second(const Fault& fault, Moment moment) {
  switch (moment) {
    case Moment::Send:
      return scripts_of_first(fault, moment);
    case Moment::Verify:
      break;
  }
  return {Script{StartTls{}, Receive{}, Send{success()}, Receive{}, Send{success()}}};
}

std::string url(const char* name, const ScriptedServer& server) {
  return "https://" + std::string(name) + ":" + std::to_string(server.port()) + "/v1";
}

std::string time_limits(const TimeLimits& limits) {
  return "connect_timeout = \"" + std::to_string(limits.connect.count()) + "ms\"\nrequest_timeout = \"" +
         std::to_string(limits.request.count()) + "ms\"\n";
}

void furnish(Site& site, const Fault& fault, const std::string& on_unavailable) {
  site.write("ca.pem", trust().authority.pem(), 0644);
  // One contact, so that a refusal is the end, and no limit that would come first.
  site.write("users.map", kUser + ": +61400000001\n", 0640);
  site.configure(
      "ca_file = \"" + site.path("ca.pem") + "\"\n" + time_limits(limits_of(fault.ends)) + fault.api,
      "ask_first = true\nattempts = 1\nlogin_timeout = \"" + std::to_string(kLoginTimeout.count()) + "s\"\n",
      "on_unavailable = \"" + on_unavailable + "\"\n");
  site.stack("auth required MODULE debug\n");
}

// Until the server has done what it does of its own accord after an order.
void let_the_fault_begin(const Fault& fault, const ScriptedServer& server) {
  const Script& kept = fault.course.kept;
  if (kept.empty()) return server.wait_until_closed(0);
  constexpr std::size_t kOrderAndOneMore = 4;
  if (std::holds_alternative<Send>(kept.front())) server.wait_for_steps(0, kOrderAndOneMore);
}

std::size_t requests_for(const ScriptedServer& server, std::string_view path) {
  const auto requests = server.requests();
  return static_cast<std::size_t>(std::ranges::count_if(requests, [path](const auto& request) {
    return request.line() == "POST /v1/" + std::string(path) + " HTTP/1.1";
  }));
}

std::vector<std::string> names_below(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    names.push_back(std::filesystem::relative(entry.path(), folder));
  }
  return names;
}

// Each with what it leads to.
std::set<std::string> open_descriptors() {
  std::set<std::string> open;
  for (int fd = 0; fd < kDescriptors; ++fd) {
    std::error_code closed;
    const auto target = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd), closed);
    if (!closed) open.insert(std::to_string(fd) + " " + target.string());
  }
  return open;
}

std::vector<std::string> processes_left() {
  std::vector<std::string> left;
  for (const auto& helper : running_helpers())
    left.push_back(helper);
  if (::waitpid(-1, nullptr, WNOHANG | __WALL) != -1) left.emplace_back("a child");
  return left;
}

// Nothing if the most memory that its helper had could not be seen.
std::optional<Seen> hold(const Fault& fault, Moment moment, const std::string& on_unavailable) {
  const fakes::Tls tls{trust().right};
  const ScriptedServer first(scripts_of_first(fault, moment), tls);
  const ScriptedServer second(scripts_of_second(fault, moment), tls);
  Surroundings surroundings({Trust::kFirst, Trust::kSecond}, {first.port(), second.port()});
  Site site(url(Trust::kFirst, first) + "\", \"" + url(Trust::kSecond, second));
  furnish(site, fault, on_unavailable);
  if (moment == Moment::Send) fault.course.strike(surroundings);

  WatchedHelper helper;
  PamClient client;
  client.will_do([&] { helper.watch(); }, "");
  const auto strike = [&] {
    let_the_fault_begin(fault, first);
    fault.course.strike(surroundings);
  };
  if (moment == Moment::Verify && fault.typed) client.will_do(strike, *fault.typed);
  if (moment == Moment::Verify && !fault.typed) client.will_fail();

  Seen seen;
  const Syslog log;
  const auto began = std::chrono::steady_clock::now();
  seen.pam = client.authenticate(site.services(), kUser);
  seen.took = std::chrono::steady_clock::now() - began;
  const auto peak = helper.peak_mib();
  if (!peak) return std::nullopt;
  seen.peak_mib = *peak;
  seen.messages = client.messages;
  seen.log = log.lines_with("");
  for (const ScriptedServer* server : {&first, &second}) {
    seen.orders.push_back(requests_for(*server, "send"));
    seen.checks.push_back(requests_for(*server, "verify"));
    seen.other_requests.push_back(server->requests().size() - seen.orders.back() - seen.checks.back());
    seen.connections.push_back(server->connections());
  }
  seen.processes = processes_left();
  seen.state = names_below(site.path("state"));
  return seen;
}

}  // namespace

TimeLimits limits_of(Ends ends) {
  using std::chrono::milliseconds;
  switch (ends) {
    case Ends::AtOnce:
      return {.connect = milliseconds(5'000), .request = milliseconds(10'000)};
    case Ends::ByTimeLimit:
      break;
  }
  return {.connect = milliseconds(300), .request = milliseconds(500)};
}

Seen log_in(const Fault& fault, Moment moment, const std::string& on_unavailable) {
  const std::set<std::string> before = open_descriptors();
  std::optional<Seen> held;
  for (int tries = 0; !held && tries < kTries; ++tries)
    held = hold(fault, moment, on_unavailable);
  EXPECT_TRUE(held) << "its helper was never seen to end";
  Seen seen = std::move(held).value_or(Seen{});
  std::ranges::set_difference(open_descriptors(), before, std::back_inserter(seen.descriptors));
  return seen;
}

}  // namespace ozibus::module_tests
