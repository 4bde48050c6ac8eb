// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/report.h"

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include <sys/utsname.h>
#include <unistd.h>

#include "bench/driver/chart.h"
#include "bench/driver/table.h"
#include "bench/driver/targets.h"

namespace ozibus::bench {
namespace {

constexpr std::string_view kBegin = "<!-- what bench/run.sh --write puts here begins -->\n";
constexpr std::string_view kEnd = "<!-- and ends -->\n";

Json load(const std::string& folder) {
  Json all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    all[entry.path().stem().string()] = Json::parse(file);
  }
  return all;
}

std::string machine() {
  std::string model = "unknown processor";
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.starts_with("model name")) model = line.substr(line.find(':') + 2);
  }
  utsname kernel{};
  ::uname(&kernel);
  char date[32];
  const std::time_t now = std::time(nullptr);
  std::strftime(date, sizeof date, "%Y-%m-%d", std::gmtime(&now));
  return std::string(date) + ", " + std::to_string(::sysconf(_SC_NPROCESSORS_ONLN)) + " x " + model +
         ", Linux " + kernel.release + ".\n";
}

void draw(const Json& all, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::vector<Bar> bars;
  for (const auto& [name, result] : all.at("logins").items())
    bars.push_back(
        {name, *figure(all, "logins/" + name + "/wall_ms"), *figure(all, "logins/" + name + "/cpu_ms")});
  std::ofstream(folder / "logins.svg") << bar_chart("One login, milliseconds", {"wall", "CPU"}, bars);

  std::vector<Curve> curves;
  for (const std::string what : {"map", "state"}) {
    Curve curve{what == "map" ? "lines of users.map" : "users in the state", {}};
    for (const char* size : {"10", "10000", "1000000"})
      curve.points.push_back({std::stod(size), *figure(all, "growth/" + what + "_" + size + "/wall_ms")});
    curves.push_back(curve);
  }
  std::ofstream(folder / "growth.svg") << line_chart("One login, wall milliseconds", curves);

  std::vector<Bar> storms;
  for (const std::string size : {"50", "500"})
    storms.push_back({size + " at once", *figure(all, "storm_" + size + "/start_to_prompt_ms"),
                      *figure(all, "storm_" + size + "/answer_to_result_ms")});
  std::ofstream(folder / "storm.svg")
      << bar_chart("Milliseconds per login in a storm", {"to the prompt", "to the result"}, storms);
}

}  // namespace

void print_report(const std::string& folder) {
  const Json all = load(folder);
  std::cout << '\n'
            << table_of(all) << '\n'
            << map_table_of(all) << '\n'
            << others_of(all) << '\n'
            << targets_of(all) << '\n'
            << summary_of(all);
}

void check_counts(const std::string& folder) {
  for (const Target& target : judge_counts(load(folder))) {
    const std::string line =
        target.what + ": " + number(target.figure, 0) + ", wanted: " + number(target.limit, 0);
    if (!target.is_met()) throw std::runtime_error(line);
    std::cout << line << '\n';
  }
}

void write_page(const std::string& folder, const std::string& page, const std::string& charts) {
  const Json all = load(folder);
  std::stringstream text;
  text << std::ifstream(page).rdbuf();
  std::string whole = text.str();
  const std::size_t begin = whole.find(kBegin);
  const std::size_t end = whole.find(kEnd);
  if (begin == std::string::npos || end == std::string::npos)
    throw std::runtime_error(page + ": does not say where");
  const std::size_t from = begin + kBegin.size();
  whole.replace(from, end - from,
                "\n" + machine() + "\n" + table_of(all) + "\n" + map_table_of(all) + "\n" + others_of(all) +
                    "\n" + targets_of(all) + "\n" + summary_of(all) + "\n");
  std::ofstream(page) << whole;
  draw(all, charts);
}

}  // namespace ozibus::bench
