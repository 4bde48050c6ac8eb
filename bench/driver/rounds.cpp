// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/rounds.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <vector>

#include "bench/driver/login.h"
#include "bench/driver/wire_counter.h"

namespace ozibus::bench {
namespace {

using Json = nlohmann::ordered_json;

class Measured {
 public:
  explicit Measured(const Json& from)
      : what_{.name = from.at("name"),
              .command = from.at("command"),
              .prompt = from.value("prompt", ""),
              .code = from.value("code", "text:"),
              .recipient = from.value("recipient", "")},
        codes_(what_.code) {}

  Login log_in(int number) { return bench::log_in(what_, codes_, number); }

  void note(const Login& login, const WireCount& wire, long requests) {
    figure("wall_ms", login.wall_ms());
    figure("start_to_prompt_ms", login.start_to_prompt_ms);
    figure("answer_to_result_ms", login.answer_to_result_ms);
    figure("cpu_ms", login.usage.cpu_ms);
    figure("peak_kib", static_cast<double>(login.usage.peak_kib));
    count("processes", login.usage.processes);
    count("connections", wire.connections);
    count("handshakes", wire.handshakes);
    count("requests", requests);
    if (!login.at_prompt) return;
    figure("host_dirty_kib", static_cast<double>(login.at_prompt->host.private_dirty_kib));
    figure("helper_resident_kib", static_cast<double>(login.at_prompt->helper.resident_kib));
    figure("helper_dirty_kib", static_cast<double>(login.at_prompt->helper.private_dirty_kib));
    count("host_threads", login.at_prompt->host_threads);
    count("helpers", login.at_prompt->helpers);
    objects_.insert(login.at_prompt->host_objects.begin(), login.at_prompt->host_objects.end());
  }

  [[nodiscard]] const std::string& name() const { return what_.name; }

  [[nodiscard]] Json result() const {
    Json result;
    for (const auto& [name, values] : figures_)
      result[name] = median(values);
    for (const auto& [name, most] : counts_)
      result[name] = most;
    result["host_objects"] = objects_;
    return result;
  }

 private:
  void figure(const std::string& name, double value) { figures_[name].push_back(value); }
  void count(const std::string& name, long value) { counts_[name] = std::max(counts_[name], value); }

  static double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
  }

  Case what_;
  CodeSource codes_;
  std::map<std::string, std::vector<double>> figures_;
  std::map<std::string, long> counts_;
  std::set<std::string> objects_;
};

long lines_of(const std::string& path) {
  std::ifstream file(path);
  return std::count(std::istreambuf_iterator<char>(file), {}, '\n');
}

}  // namespace

Json run_rounds(const RoundsPlan& plan) {
  std::ifstream file(plan.cases);
  std::vector<std::unique_ptr<Measured>> cases;
  for (const auto& one : Json::parse(file))
    cases.push_back(std::make_unique<Measured>(one));

  WireCounter wire;
  long requests = lines_of(plan.access_log);
  int turn = 0;
  // The first round fills caches and makes the records of users.
  for (int round = 0; round <= plan.rounds; ++round) {
    for (const auto& one : cases) {
      const Login login = one->log_in(turn++ % plan.users + 1);
      const long now = lines_of(plan.access_log);
      const WireCount count = wire.take();
      if (round > 0) one->note(login, count, now - requests);
      requests = now;
    }
  }
  Json results;
  for (const auto& one : cases)
    results[one->name()] = one->result();
  return results;
}

}  // namespace ozibus::bench
