// SPDX-License-Identifier: Apache-2.0
// A login with the right code in each strange host: what it comes to, and that the host is the same
// afterwards. docs/robustness.md shows what this test sees as a table.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/process_status.h"
#include "tests/module/built.h"
#include "tests/module/policy_bench.h"
#include "tests/module/strange_hosts.h"

namespace ozibus::module_tests {
namespace {

namespace fs = std::filesystem;
using fakes::ScriptedServer;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kHostTable = std::string(built::kTables) + "/hosts.md";

std::string name_of(int pam) {
  switch (pam) {
    case PAM_SUCCESS:
      return "SUCCESS";
    case PAM_SYSTEM_ERR:
      return "SYSTEM_ERR";
    case PAM_SERVICE_ERR:
      return "SERVICE_ERR";
    default:
      return "another, " + std::to_string(pam);
  }
}

std::string contents(const fs::path& file) {
  std::ostringstream all;
  all << std::ifstream(file).rdbuf();
  return all.str();
}

std::vector<StrangeHost> all_hosts() {
  std::vector<StrangeHost> all = busy_hosts();
  const std::vector<StrangeHost> odd = odd_hosts();
  all.insert(all.end(), odd.begin(), odd.end());
  return all;
}

class Hosts : public ::testing::TestWithParam<StrangeHost> {
 protected:
  static void SetUpTestSuite() {
    std::ofstream(kHostTable) << "| host | result | seconds | helper's MiB |\n| --- | --- | ---: | ---: |\n";
  }

  void look_at_the_helper(pid_t helper) {
    const std::string folder = "/proc/" + std::to_string(helper);
    const std::string fixed("PATH=/usr/sbin:/usr/bin:/sbin:/bin\0LC_ALL=C\0GNUTLS_NO_IMPLICIT_INIT=1\0", 70);
    EXPECT_EQ(contents(folder + "/environ"), fixed);
    peak_mib = fakes::peak_mib("/proc/" + std::to_string(helper));
  }

  void note(const HostProcess& host) const {
    std::ofstream row(kHostTable, std::ios::app);
    row << "| " << GetParam().name << " | " << name_of(host.pam()) << " | " << std::fixed
        << std::setprecision(2) << host.took().count() << " | ";
    if (peak_mib > 0) {
      row << std::setprecision(1) << peak_mib;
    } else {
      row << '-';
    }
    row << " |\n";
  }

  const ScriptedServer server{std::vector(2, answering({kDone, kDone}))};
  const Site site{server.url()};
  const Syslog log = log_from_now_on();
  double peak_mib = 0;
};

TEST_P(Hosts, are_left_as_they_were_whether_they_let_the_person_in_or_not) {
  HostProcess host(site, GetParam().habits);
  while (const auto question = host.question()) {
    EXPECT_THAT(*question, HasSubstr("Code"));
    look_at_the_helper(host.helper());
    host.answer("123456");
  }
  EXPECT_EQ(name_of(host.pam()), name_of(GetParam().pam));
  EXPECT_THAT(host.traces(), IsEmpty());
  EXPECT_THAT(log.lines_with("result="), Contains(HasSubstr(GetParam().logged)));
  if (host.helper() > 0) {
    EXPECT_TRUE(time_until_gone(host.helper_process()));
  }
  for (const auto& file : files_below(site.path("state")))
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write) << file;
  note(host);
}

std::string test_name(const ::testing::TestParamInfo<StrangeHost>& host) {
  std::string name = host.param.name;
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rows, Hosts, ::testing::ValuesIn(all_hosts()), test_name);

}  // namespace
}  // namespace ozibus::module_tests
