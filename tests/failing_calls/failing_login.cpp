// SPDX-License-Identifier: Apache-2.0
#include "tests/failing_calls/failing_login.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/deadline.h"
#include "base/unique_fd.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"
#include "tests/module/site.h"
#include "tests/module/syslog.h"

namespace ozibus::failing_calls {
namespace {

using module_tests::kUser;
using module_tests::PamClient;
using module_tests::Site;
using module_tests::Syslog;

// login_timeout, the module's and the helper's grace, and as much again for a busy machine.
constexpr std::chrono::seconds kLongest{20};

// Whatever would let somebody in for what can't be read or reached does so, as far as a site can want it.
void configure(Site& site) {
  site.configure("ca_file = \"" + site.path("ca.pem") + "\"",
                 "login_timeout = \"5s\"\nattempts = 2\nresend_wait = \"0s\"", "remember = \"1h\"",
                 "unenrolled = \"skip\"\nexempt_groups = [\"adm\"]\nrequired_groups = [\"" + kUser +
                     "\"]\nexempt_networks = [\"198.51.100.0/24\"]\nexempt_result = \"success\"");
  // Expires in 2100.
  site.write("credentials",
             "merchant_id = \"M-1001\"\napi_key = \"sk_secret_of_the_site\"\n"
             "bearer_token = \"eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2ln\"\n",
             0600);
}

bool is_right(const fakes::Request& request) {
  return request.line().find("/verify ") != std::string::npos &&
         request.body.find(kRightCode) != std::string::npos;
}

std::string answer_to(const fakes::Request& request) {
  const bool rejected = request.line().find("/verify ") != std::string::npos && !is_right(request);
  return rejected ? module_tests::kRejected : module_tests::kDone;
}

std::size_t open_descriptors() {
  const std::filesystem::directory_iterator open("/proc/self/fd");
  return static_cast<std::size_t>(std::distance(begin(open), end(open)));
}

// The helper is nobody's child, but becomes ours, since we have asked for orphans.
int signal_that_ended_the_helper() {
  int signal = 0;
  int status = 0;
  while (::waitpid(-1, &status, __WALL) > 0) {
    if (WIFSIGNALED(status)) signal = WTERMSIG(status);
  }
  return signal;
}

}  // namespace

std::vector<Call> all_calls() {
#define CALL(count, name, failed, error) {process, #name},
#define MADE(count, name, failed, error) CALL(count, name, failed, error)
#define VARIADIC(count, name, type, failed, error) CALL(count, name, failed, error)
  std::vector<Call> calls;
  {
    constexpr auto process = Process::Module;
    calls = {
#include "tests/failing_calls/module_calls.def"
    };
  }
  constexpr auto process = Process::Helper;
  calls.insert(calls.end(), {
#include "tests/failing_calls/helper_calls.def"
                            });
  return calls;
}

Bench::Bench() : identity_(authority_.issue()) {
  const base::UniqueFd file(::open(kPlanPath, O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  EXPECT_EQ(::ftruncate(file.get(), sizeof(Plan)), 0);
  void* memory = ::mmap(nullptr, sizeof(Plan), PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
  if (memory == MAP_FAILED) throw std::runtime_error("cannot map the plan");
  plan_ = static_cast<Plan*>(memory);
  // The private root asks files alone; most machines have modules besides, and the last such line counts.
  std::ofstream("/etc/nsswitch.conf", std::ios::app) << "hosts: files myhostname\n";
  EXPECT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), 0);
  if (const auto set = ledger::make_recovery_codes(1)) recovery_hashes_ = set->hashes;
  // Each login reads the whole log.
  (void)module_tests::log_from_now_on();
  EXPECT_EQ(::truncate(::getenv("OZIBUS_SYSLOG"), 0), 0);
}

Bench::~Bench() {
  ::munmap(plan_, sizeof(Plan));
}

Login Bench::log_in(const Call& call, int nth, const Visit& visit) {
  plan_->process = call.process;
  plan_->function = {};
  std::string_view(call.function).copy(plan_->function.data(), plan_->function.size() - 1);
  plan_->nth = nth;
  plan_->calls = 0;
  Login login;
  const auto open_before = open_descriptors();
  authenticate(login, visit);
  login.descriptors_left = open_descriptors() - open_before;
  login.calls = plan_->calls;
  return login;
}

void Bench::authenticate(Login& login, const Visit& visit) {
  const fakes::Script always(8, fakes::Judge{answer_to});
  const fakes::ScriptedServer server(std::vector(8, always), fakes::Tls{identity_});
  Site site(server.url());
  site.write("ca.pem", (visit.trusts_server ? authority_ : other_authority_).pem(), 0644);
  configure(site);
  if (visit.has_recovery_code) {
    EXPECT_TRUE(module_tests::Memory(site).administration().replace_recovery_codes(recovery_hashes_));
  }
  const Syslog log;
  PamClient client;
  for (const std::string& line : visit.lines)
    client.will_type(line);

  const auto deadline = base::Deadline::after(kLongest);
  login.pam = client.authenticate(site.services(), kUser);
  login.took_too_long = deadline.passed();
  login.helper_signal = signal_that_ended_the_helper();
  login.results = log.lines_with(" result=");
  const auto requests = server.requests();
  login.requests = requests.size();
  login.accepted_by_service = std::ranges::any_of(requests, is_right);
}

}  // namespace ozibus::failing_calls
