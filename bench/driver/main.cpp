// SPDX-License-Identifier: Apache-2.0
// bench_driver: what bench/stage.sh measures with. Each command writes one JSON object to standard output.
#include <chrono>
#include <cstdio>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "bench/driver/far_link.h"
#include "bench/driver/folder.h"
#include "bench/driver/process_tree.h"
#include "bench/driver/report.h"
#include "bench/driver/round_trip.h"
#include "bench/driver/rounds.h"
#include "bench/driver/storm.h"

namespace {

using namespace ozibus::bench;

void print(const nlohmann::ordered_json& result) {
  std::cout << result.dump(1) << '\n';
}

void add_rounds(CLI::App& app) {
  static RoundsPlan plan;
  CLI::App* command = app.add_subcommand("rounds", "Cases in turn");
  command->add_option("--cases", plan.cases)->required();
  command->add_option("--access-log", plan.access_log)->required();
  command->add_option("--rounds", plan.rounds)->required();
  command->add_option("--users", plan.users)->required();
  command->callback([] { print(run_rounds(plan)); });
}

void add_crowd(CLI::App& app) {
  static Crowd crowd;
  static int logins = 0;
  const auto describe = [](CLI::App* command) {
    command->add_option("--command", crowd.command)->required();
    command->add_option("--prompt", crowd.prompt);
    command->add_option("--code", crowd.code)->required();
    command->add_option("--recipient", crowd.recipient)->required();
    command->add_option("--first", crowd.first)->required();
    command->add_option("--count", crowd.count)->required();
  };
  CLI::App* storm = app.add_subcommand("storm", "Logins at once");
  describe(storm);
  storm->callback([] { print(run_storm(crowd)); });
  CLI::App* host = app.add_subcommand("one-process", "Logins one after the other in one process");
  describe(host);
  host->add_option("--logins", logins)->required();
  host->callback([] { print(run_in_one_process(crowd, logins)); });
}

void add_far_link(CLI::App& app) {
  static std::string device, ready;
  static int round_trip_ms = 0;
  CLI::App* command = app.add_subcommand("far-link", "Be a network with a long round trip, until killed");
  command->add_option("--device", device)->required();
  command->add_option("--round-trip-ms", round_trip_ms)->required();
  command->add_option("--ready", ready)->required();
  command->callback([] { serve_far_link(device, std::chrono::milliseconds(round_trip_ms) / 2, ready); });
  static Place place;
  CLI::App* distance = app.add_subcommand("round-trip", "How far away a server is");
  distance->add_option("--address", place.address)->required();
  distance->add_option("--port", place.port)->required();
  distance->callback([] { print({{"ms", ozibus::bench::round_trip_ms(place)}}); });
}

void add_report(CLI::App& app) {
  static std::string results, page, charts;
  CLI::App* report = app.add_subcommand("report", "The table, and each target met or missed");
  report->add_option("--results", results)->required();
  report->add_option("--page", page, "Put them into this Markdown page as well");
  report->add_option("--charts", charts, "The folder for the plots");
  report->callback([] {
    print_report(results);
    if (!page.empty()) write_page(results, page, charts);
  });
  CLI::App* check = app.add_subcommand("check-counts", "Fail when a count is not as it has to be");
  check->add_option("--results", results)->required();
  check->callback([] { check_counts(results); });
  static std::string path;
  static long count = 0;
  CLI::App* fill = app.add_subcommand("fill", "Put so many empty files into a folder");
  fill->add_option("--folder", path)->required();
  fill->add_option("--count", count)->required();
  fill->callback([] { fill_folder(path, count); });
}

}  // namespace

int main(int argc, char** argv) {
  try {
    CLI::App app("Measures logins.", "bench_driver");
    app.require_subcommand(1);
    add_rounds(app);
    add_crowd(app);
    add_far_link(app);
    add_report(app);
    adopt_orphans();
    CLI11_PARSE(app, argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench_driver: %s\n", error.what());
    return 1;
  }
  return 0;
}
