// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/report.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include <sys/utsname.h>
#include <unistd.h>

#include "bench/driver/chart.h"
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

std::string number(std::optional<double> value, int digits) {
  if (!value) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, *value);
  return text;
}

std::optional<double> in_mib(std::optional<double> kib) {
  return kib ? std::optional(*kib / 1024) : std::nullopt;
}

using Row = std::vector<std::string>;

// One line of the table: a login or a command that was measured in turn with the others.
Row row_of(const Json& all, const std::string& step, const std::string& name) {
  const auto get = [&](const char* what) { return figure(all, step + "/" + name + "/" + what); };
  const bool asks = get("host_threads").has_value();
  const auto added = [&](const char* what) {
    const auto base = figure(all, std::string("logins/prompt_only/") + what);
    return asks && base && get(what) ? std::optional(*get(what) - *base) : std::nullopt;
  };
  return {name,
          number(get("wall_ms"), 1),
          asks ? number(get("start_to_prompt_ms"), 1) : "-",
          asks ? number(get("answer_to_result_ms"), 1) : "-",
          number(get("cpu_ms"), 1),
          number(in_mib(get("peak_kib")), 1),
          number(get("connections"), 0),
          number(get("handshakes"), 0),
          number(get("requests"), 0),
          number(get("processes"), 0),
          asks ? std::to_string(objects_added(all, name).size()) : "-",
          number(added("host_dirty_kib"), 0),
          number(in_mib(get("helper_resident_kib")), 1),
          number(in_mib(get("helper_dirty_kib")), 1)};
}

std::vector<Row> table(const Json& all) {
  std::vector<Row> rows = {{"", "wall ms", "to prompt", "to result", "CPU ms", "peak MiB", "TCP", "TLS",
                            "requests", "processes", "objects added", "KiB dirty added", "helper MiB",
                            "helper MiB dirty"}};
  for (const std::string step : {"logins", "far", "growth"}) {
    if (!all.contains(step)) continue;
    for (const auto& [name, result] : all.at(step).items())
      rows.push_back(row_of(all, step, name));
  }
  for (Row& row : rows) {
    // A module that only asks has no helper; on the far link nobody counts.
    if (row[12] == "0.0") row[12] = row[13] = "-";
    if (row[0].starts_with("far_")) row[6] = row[7] = row[10] = row[11] = "-";
  }
  return rows;
}

std::string aligned(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (std::size_t line = 0; line < rows.size(); ++line) {
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const std::string blanks(widths[i] - rows[line][i].size(), ' ');
      text += "| " + (i == 0 ? rows[line][i] + blanks : blanks + rows[line][i]) + " ";
    }
    text += "|\n";
    if (line > 0) continue;
    for (std::size_t i = 0; i < widths.size(); ++i)
      text += "| " + std::string(widths[i] - 1, '-') + (i == 0 ? "- " : ": ");
    text += "|\n";
  }
  return text;
}

std::string others(const Json& all) {
  std::string text;
  if (all.contains("instructions")) {
    text += "Instructions (callgrind): " + number(*figure(all, "instructions/host") / 1e6, 1) +
            " million in the host, " + number(*figure(all, "instructions/helper") / 1e6, 1) +
            " million in the helper. Counted in a helper without the filter of system calls, behind which "
            "callgrind "
            "cannot live.\n";
  }
  for (const std::string storm : {"storm_50", "storm_500"}) {
    if (!all.contains(storm)) continue;
    text += number(figure(all, storm + "/logins"), 0) +
            " logins at once: " + number(figure(all, storm + "/per_login_ms"), 1) + " ms per login.\n";
  }
  return text;
}

std::vector<Row> target_rows(const Json& all) {
  std::vector<Row> rows = {{"target", "measured", "limit", "unit", ""}};
  for (const Target& target : judge(all)) {
    const bool whole = target.rule == Rule::Exactly;
    rows.push_back({target.what, target.figure ? number(target.figure, whole ? 0 : 2) : "not measured",
                    (whole ? "" : "<= ") + number(target.limit, whole ? 0 : 2), target.unit,
                    target.is_met() ? "met" : "MISSED"});
  }
  return rows;
}

std::string summary(const Json& all) {
  std::string missed;
  std::size_t met = 0;
  const auto targets = judge(all);
  for (const Target& target : targets) {
    if (target.is_met())
      ++met;
    else
      missed += (missed.empty() ? "; missed: " : ", ") + target.what;
  }
  return std::to_string(met) + " of " + std::to_string(targets.size()) + " targets met" + missed + "\n";
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
            << aligned(table(all)) << '\n'
            << others(all) << '\n'
            << aligned(target_rows(all)) << '\n'
            << summary(all);
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
                "\n" + machine() + "\n" + aligned(table(all)) + "\n" + others(all) + "\n" +
                    aligned(target_rows(all)) + "\n" + summary(all) + "\n");
  std::ofstream(page) << whole;
  draw(all, charts);
}

}  // namespace ozibus::bench
