// SPDX-License-Identifier: Apache-2.0
// Who waits for the network or for a person keeps nobody else waiting.
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/scripted_server.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"
#include "tests/module/processes.h"
#include "tests/module/site.h"

namespace ozibus::module_tests {
namespace {

using fakes::Judge;
using fakes::Script;
using fakes::ScriptedServer;
using ::testing::ElementsAre;

// How many of the helper's open files are records, and how many locks it holds on any.
std::string records_and_locks() {
  std::size_t records = 0;
  std::size_t locks = 0;
  for (const auto& helper : processes_named("ozibus-helper")) {
    for (const auto& entry : std::filesystem::directory_iterator(helper / "fd")) {
      const auto folder = std::filesystem::read_symlink(entry.path()).parent_path().filename();
      if (folder == "users" || folder == "hosts") ++records;
      std::ifstream about(helper / "fdinfo" / entry.path().filename());
      for (std::string line; std::getline(about, line);)
        if (line.starts_with("lock:")) ++locks;
    }
  }
  return std::to_string(records) + " records, " + std::to_string(locks) + " locks";
}

TEST(HeldLocks, are_none_while_the_service_or_the_person_takes_their_time) {
  std::vector<std::string> seen;
  const Judge look_and_accept{[&seen](const fakes::Request&) {
    seen.push_back(records_and_locks());
    return kDone;
  }};
  const ScriptedServer server({Script{look_and_accept, look_and_accept}});
  Site site(server.url());
  PamClient client;
  client.will_do([&seen] { seen.push_back(records_and_locks()); }, "123456");
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_THAT(seen, ElementsAre("2 records, 0 locks", "2 records, 0 locks", "2 records, 0 locks"));
}

}  // namespace
}  // namespace ozibus::module_tests
