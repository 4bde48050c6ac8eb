// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/table.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace ozibus::bench {
namespace {

using Row = std::vector<std::string>;

std::optional<double> in_mib(std::optional<double> kib) {
  return kib ? std::optional(*kib / 1024) : std::nullopt;
}

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

std::vector<Row> rows_of(const Json& all) {
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

std::vector<Row> target_rows(const Json& all) {
  std::vector<Row> rows = {{"target", "measured", "limit", "aim", "unit", ""}};
  for (const Target& target : judge(all)) {
    const bool whole = target.rule == Rule::Exactly;
    rows.push_back({target.what, target.figure ? number(target.figure, whole ? 0 : 2) : "not measured",
                    (whole ? "" : "<= ") + number(target.limit, whole ? 0 : 2),
                    target.aim ? number(target.aim, 2) : "", target.unit,
                    target.is_met() ? "met" : "MISSED"});
  }
  return rows;
}

}  // namespace

std::string number(std::optional<double> value, int digits) {
  if (!value) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, *value);
  return text;
}

std::string table_of(const Json& all) {
  return aligned(rows_of(all));
}

std::string map_table_of(const Json& all) {
  if (!all.contains("user_map") || !all.contains("user_map_whole")) return "";
  std::vector<Row> rows = {{"with a map of 1,000,000 lines", "wall ms", "of grep -m1"}};
  const auto add = [&](const char* what, std::optional<double> wall, const std::string& step) {
    rows.push_back({what, number(wall, 1), number(ratio(wall, figure(all, step + "/grep/wall_ms")), 2)});
  };
  const auto add_measured = [&](const char* what, const std::string& step, const char* name) {
    add(what, figure(all, step + "/" + name + "/wall_ms"), step);
  };
  add_measured("grep -m1", "user_map", "grep");
  add("a login's look-up", lookup_ms(all), "user_map");
  add_measured("a whole login", "user_map", "login");
  add_measured("ozibusctl user show", "user_map", "show");
  add_measured("ozibusctl user set", "user_map_whole", "set");
  add_measured("ozibusctl user list", "user_map_whole", "list");
  add_measured("a copy of the map, on the disk", "user_map_whole", "copy");
  return aligned(rows);
}

std::string targets_of(const Json& all) {
  return aligned(target_rows(all));
}

std::string others_of(const Json& all) {
  std::string text;
  if (all.contains("instructions")) {
    text += "Instructions (callgrind): " + number(*figure(all, "instructions/host") / 1e6, 1) +
            " million in the host, " + number(*figure(all, "instructions/helper") / 1e6, 1) +
            " million in the helper. Counted in a helper without the filter of system calls, behind which "
            "callgrind "
            "cannot live.\n";
  }
  if (all.contains("round_trip"))
    text += "The far network takes " + number(figure(all, "round_trip/ms"), 2) + " ms there and back.\n";
  for (const std::string storm : {"storm_50", "storm_500"}) {
    if (!all.contains(storm)) continue;
    text += number(figure(all, storm + "/logins"), 0) +
            " logins at once: " + number(figure(all, storm + "/per_login_ms"), 1) + " ms per login.\n";
  }
  return text;
}

// In one line: whoever reads nothing else reads that.
std::string summary_of(const Json& all) {
  std::string met;
  std::string missed;
  for (const Target& target : judge(all)) {
    std::string& names = target.is_met() ? met : missed;
    names += (names.empty() ? "" : ", ") + target.what;
  }
  return "MISSED: " + (missed.empty() ? "none" : missed) + ". Met: " + (met.empty() ? "none" : met) + ".\n";
}

}  // namespace ozibus::bench
