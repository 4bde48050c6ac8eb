// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/targets.h"

#include <algorithm>
#include <set>

namespace ozibus::bench {
namespace {

using Figure = std::optional<double>;

constexpr double kKib = 1024;

Figure scaled(Figure figure, double by) {
  return figure ? Figure(*figure / by) : std::nullopt;
}

Figure difference(Figure left, Figure right) {
  return left && right ? Figure(*left - *right) : std::nullopt;
}

Figure sum(Figure left, Figure right) {
  return left && right ? Figure(*left + *right) : std::nullopt;
}

void judge_cost(const Json& all, std::vector<Target>& targets) {
  const auto ours = [&](const char* name) { return figure(all, std::string("logins/ozibus/") + name); };
  const auto curl = [&](const char* name) { return figure(all, std::string("logins/curl_") + name); };
  const auto most = Rule::AtMost;
  targets.push_back({"wall of curl with the system's store",
                     ratio(ours("wall_ms"), curl("system_store/wall_ms")), most, 0.45, "x", 0.35});
  targets.push_back({"wall of curl with one certificate",
                     ratio(ours("wall_ms"), curl("one_certificate/wall_ms")), most, 1.3, "x", 1.0});
  targets.push_back({"CPU of curl with one certificate",
                     ratio(ours("cpu_ms"), curl("one_certificate/cpu_ms")), most, 1.3, "x", 0.83});
  const Figure instructions = sum(figure(all, "instructions/helper"), figure(all, "instructions/host"));
  targets.push_back({"instructions of host and helper", scaled(instructions, 1e6), most, 40, "million", 30});
  const auto beside_the_wire = [&](const char* name, double round_trips) {
    const Figure round_trip = figure(all, "round_trip/ms");
    return difference(figure(all, std::string("far/far_ozibus/") + name),
                      round_trip ? Figure(*round_trip * round_trips) : std::nullopt);
  };
  targets.push_back(
      {"20 ms away beside four round trips", beside_the_wire("wall_ms", 4), most, 18, "ms", 13});
  targets.push_back({"20 ms away and code typed beside one round trip",
                     beside_the_wire("answer_to_result_ms", 1), most, 4, "ms"});
}

void judge_memory(const Json& all, std::vector<Target>& targets) {
  const auto ours = [&](const char* name) { return figure(all, std::string("logins/ozibus/") + name); };
  const auto most = Rule::AtMost;
  const Figure asking = figure(all, "logins/prompt_only/host_dirty_kib");
  targets.push_back({"size of pam_ozibus.so", scaled(figure(all, "module/bytes"), kKib), most, 100, "KiB"});
  targets.push_back({"private dirty memory added to the host", difference(ours("host_dirty_kib"), asking),
                     most, 32, "KiB"});
  targets.push_back(
      {"growth of a host over 1,000 logins", figure(all, "one_process/growth_kib"), most, 64, "KiB"});
  targets.push_back(
      {"memory of the helper at the prompt", scaled(ours("helper_resident_kib"), kKib), most, 14, "MiB"});
  targets.push_back(
      {"private dirty memory of the helper", scaled(ours("helper_dirty_kib"), kKib), most, 3, "MiB"});
}

void judge_growth(const Json& all, std::vector<Target>& targets) {
  const auto most = Rule::AtMost;
  targets.push_back({"each of 500 logins at once of each of 50",
                     ratio(figure(all, "storm_500/per_login_ms"), figure(all, "storm_50/per_login_ms")), most,
                     1.5, "x"});
  for (const std::string what : {"map", "state"}) {
    const auto cost = [&](const char* size) {
      return figure(all, "growth/" + what + "_" + size + "/wall_ms");
    };
    targets.push_back(
        {what + " of 1,000,000 of one of 10", ratio(cost("1000000"), cost("10")), most, 1.5, "x"});
  }
}

}  // namespace

bool Target::is_met() const {
  if (!figure) return false;
  switch (rule) {
    case Rule::AtMost:
      return *figure <= limit;
    case Rule::Exactly:
      return *figure == limit;
  }
  return false;
}

std::optional<double> figure(const Json& results, const std::string& path) {
  const Json::json_pointer place("/" + path);
  if (!results.contains(place)) return std::nullopt;
  return results.at(place).get<double>();
}

std::optional<double> ratio(std::optional<double> of, std::optional<double> to) {
  return of && to && *to > 0 ? std::optional(*of / *to) : std::nullopt;
}

std::optional<double> lookup_ms(const Json& results) {
  return difference(figure(results, "user_map/login/wall_ms"),
                    figure(results, "user_map/login_of_10/wall_ms"));
}

std::vector<std::string> objects_added(const Json& results, const std::string& login) {
  const auto objects = [&](const std::string& name) {
    const Json::json_pointer place("/logins/" + name + "/host_objects");
    return results.contains(place) ? results.at(place).get<std::set<std::string>>() : std::set<std::string>{};
  };
  const auto asking = objects("prompt_only");
  std::vector<std::string> added;
  std::ranges::set_difference(objects(login), asking, std::back_inserter(added));
  return added;
}

std::vector<Target> judge_counts(const Json& all) {
  std::vector<Target> targets;
  const auto ours = [&](const char* name) { return figure(all, std::string("logins/ozibus/") + name); };
  const auto exactly = [&](const char* what, Figure figure, double limit) {
    targets.push_back({what, figure, Rule::Exactly, limit, ""});
  };
  exactly("TCP connections", ours("connections"), 1);
  exactly("TLS handshakes", ours("handshakes"), 1);
  exactly("requests", ours("requests"), 2);
  exactly("helper processes", ours("helpers"), 1);
  exactly("threads added to the host", difference(ours("host_threads"), Figure(1)), 0);
  const auto added = objects_added(all, "ozibus");
  const bool only_ours = added.size() == 1 && added.front().ends_with("/pam_ozibus.so");
  exactly("objects mapped into the host beside pam_ozibus.so",
          only_ours ? Figure(0) : Figure(static_cast<double>(added.size())), 0);
  const auto left =
      all.contains("one_process") ? all["one_process"].at("left_mapped").get<std::string>() : "?";
  exactly("objects mapped after pam_end",
          left == "?" ? Figure() : Figure(static_cast<double>(std::ranges::count(left, ' '))), 0);
  return targets;
}

std::vector<Target> judge(const Json& results) {
  std::vector<Target> targets;
  judge_cost(results, targets);
  std::ranges::move(judge_counts(results), std::back_inserter(targets));
  judge_memory(results, targets);
  judge_growth(results, targets);
  return targets;
}

}  // namespace ozibus::bench
