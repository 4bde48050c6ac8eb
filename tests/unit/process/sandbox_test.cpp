// SPDX-License-Identifier: Apache-2.0
// What the walls keep from a process behind them, and what they leave. syscall_filter_test.cpp has the rest.
#include "helper/process/sandbox.h"

#include <cerrno>
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <seccomp.h>

#include "base/unique_fd.h"
#include "helper/process/hygiene.h"
#include "tests/fakes/failing_call.h"
#include "tests/fakes/process_status.h"
#include "tests/fakes/temp_folder.h"
#include "tests/unit/process/confined_child.h"

namespace ozibus::process {
namespace {

using fakes::failing;

std::map<std::string, std::string> status_in_sandbox() {
  std::map<std::string, std::string> status;
  EXPECT_EQ(
      in_sandbox(
          [] { return "over"; },
          {.meanwhile = [&](pid_t child) { status = fakes::status_of("/proc/" + std::to_string(child)); }}),
      "over");
  return status;
}

std::string opened(const std::string& path, int flags) {
  const base::UniqueFd fd(::open(path.c_str(), flags | O_CLOEXEC));
  return outcome_of(fd.get());
}

TEST(Sandbox, leaves_root_no_user_group_or_capability) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root has something to give up";
  const passwd* own = ::getpwnam("_ozibus");
  const std::string user = std::to_string(own != nullptr ? own->pw_uid : 65534);
  const std::string group = std::to_string(own != nullptr ? own->pw_gid : 65534);
  const auto status = status_in_sandbox();
  // Real, effective, saved, and that of files.
  EXPECT_EQ(status.at("Uid"), user + "\t" + user + "\t" + user + "\t" + user);
  EXPECT_EQ(status.at("Gid"), group + "\t" + group + "\t" + group + "\t" + group);
  EXPECT_EQ(status.at("Groups"), "");
}

TEST(Sandbox, leaves_nobody_a_capability_or_a_way_to_one) {
  const auto status = status_in_sandbox();
  for (const char* set : {"CapInh", "CapPrm", "CapEff", "CapAmb"})
    EXPECT_EQ(status.at(set), "0000000000000000") << set;
  EXPECT_EQ(status.at("NoNewPrivs"), "1");
}

TEST(Sandbox, limits_what_can_be_used_up) {
  const auto limits = [](const std::vector<decltype(RLIMIT_CORE)>& resources) {
    return in_sandbox([&] {
      std::string found;
      for (const auto resource : resources) {
        rlimit limit{};
        ::getrlimit(resource, &limit);
        found += std::to_string(limit.rlim_cur) + "/" + std::to_string(limit.rlim_max) + " ";
      }
      return found;
    });
  };
  EXPECT_EQ(limits({RLIMIT_CORE, RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_NPROC}),
            "0/0 64/64 8192/8192 65536/65536 ");
}

TEST(Sandbox, hides_what_only_root_may_read) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can lose root's rights";
  const fakes::TempFolder folder;
  const std::string credentials = folder.write("credentials", "api_key", 0600);
  EXPECT_EQ(opened(credentials, O_RDONLY), "done");
  EXPECT_EQ(in_sandbox([&] { return opened(credentials, O_RDONLY); }), "EACCES");
  // The modes alone see to it, too.
  EXPECT_EQ(in_sandbox([&] { return opened(credentials, O_RDONLY); },
                       {.before = failing(SCMP_SYS(landlock_create_ruleset), ENOSYS)}),
            "EACCES");
}

TEST(Sandbox, hides_files_that_everybody_may_read) {
  const fakes::TempFolder home;
  ASSERT_EQ(::chmod(home.path().c_str(), 0755), 0);
  const std::string file = home.write("notes", "of somebody", 0644);
  EXPECT_EQ(in_sandbox([&] { return opened(file, O_RDONLY); }), "EACCES");
  EXPECT_EQ(in_sandbox([&] { return opened(home.path(), O_RDONLY | O_DIRECTORY); }), "EACCES");
  for (const char* path : {"/etc/passwd", "/proc/self/maps", "/bin/true", "/dev/zero"}) {
    EXPECT_EQ(opened(path, O_RDONLY), "done") << path;
    EXPECT_EQ(in_sandbox([&] { return opened(path, O_RDONLY); }), "EACCES") << path;
  }
}

TEST(Sandbox, lets_nothing_be_opened_for_writing) {
  const fakes::TempFolder folder;
  ASSERT_EQ(::chmod(folder.path().c_str(), 0777), 0);
  const std::string file = folder.write("everybodys", "", 0666);
  for (const int flags : {O_WRONLY, O_RDWR, O_RDONLY | O_TRUNC}) {
    EXPECT_EQ(opened(file, flags), "done");
    EXPECT_EQ(in_sandbox([&] { return opened(file, flags); }), "EACCES") << flags;
    // Which can be read in the sandbox.
    EXPECT_EQ(in_sandbox([&] { return opened("/etc/hosts", flags); }), "EACCES") << flags;
  }
  EXPECT_EQ(in_sandbox([&] {
              return outcome_of(::open(folder.path("new").c_str(), O_CREAT | O_RDONLY | O_CLOEXEC, 0600));
            }),
            "EACCES");
  EXPECT_NE(opened(folder.path("new"), O_RDONLY), "done");
}

TEST(Sandbox, leaves_an_open_record_usable_up_to_its_size) {
  const fakes::TempFolder folder;
  const std::string file = folder.write("record", std::string(8192, '-'), 0600);
  const base::UniqueFd record(::open(file.c_str(), O_RDWR | O_CLOEXEC));
  EXPECT_EQ(in_sandbox([&] {
              const bool good = ::flock(record.get(), LOCK_EX | LOCK_NB) == 0 &&
                                ::pwrite(record.get(), "x", 1, 8191) == 1 && ::fdatasync(record.get()) == 0;
              char last = 0;
              return outcome_of(good && ::pread(record.get(), &last, 1, 8191) == 1 && last == 'x' ? 0 : -1);
            }),
            "done");
  EXPECT_EQ(in_sandbox([&] { return outcome_of(::pwrite(record.get(), "x", 1, 8192)); }),
            "killed by SIGXFSZ");
}

TEST(Sandbox, leaves_names_threads_and_the_log) {
  EXPECT_EQ(in_sandbox([] {
              addrinfo* found = nullptr;
              const int error = ::getaddrinfo("localhost", "443", nullptr, &found);
              return error == 0 && found != nullptr ? std::string("found") : ::gai_strerror(error);
            }),
            "found");
  EXPECT_EQ(in_sandbox([] {
              std::string said;
              std::thread([&] { said = "by a thread"; }).join();
              return said;
            }),
            "by a thread");
  EXPECT_EQ(in_sandbox(
                [] {
                  ::syslog(LOG_DEBUG, "a test of the sandbox");
                  ::closelog();
                  ::syslog(LOG_DEBUG, "a test of the sandbox, by a new connection");
                  return std::string("written");
                },
                {.before = [] { ::openlog("sandbox_test", LOG_NDELAY, LOG_USER); }}),
            "written");
}

TEST(Sandbox, leaves_tls) {
  EXPECT_EQ(in_sandbox(
                [] {
                  SSL_CTX* context = ::SSL_CTX_new(::TLS_client_method());
                  if (context == nullptr) return "no context";
                  if (::SSL_CTX_load_verify_dir(context, OZIBUS_CA_DIRECTORY) != 1) return "no certificates";
                  SSL* connection = ::SSL_new(context);
                  ::SSL_set_connect_state(connection);
                  ::SSL_set_bio(connection, ::BIO_new(::BIO_s_mem()), ::BIO_new(::BIO_s_mem()));
                  const int result = ::SSL_do_handshake(connection);
                  return ::SSL_get_error(connection, result) == SSL_ERROR_WANT_READ ? "has said hello"
                                                                                    : "failed";
                },
                {.before = [] { ::OPENSSL_init_ssl(OPENSSL_INIT_LOAD_CONFIG, nullptr); }}),
            "has said hello");
}

TEST(Sandbox, leaves_the_deadline_of_the_process) {
  EXPECT_EQ(in_sandbox(
                [] {
                  // Whatever whoever owns the process tries against it.
                  for (int signal = 1; signal < NSIG; ++signal)
                    ::signal(signal, SIG_IGN);
                  for (;;)
                    ::poll(nullptr, 0, -1);
                  return "";
                },
                {.before = [] { EXPECT_TRUE(die_after(std::chrono::milliseconds(200))); }}),
            "killed by SIGKILL");
}

TEST(Sandbox, warns_of_a_missing_user_and_says_how_to_make_it) {
  const bool is_missing = ::geteuid() == 0 && ::getpwnam("_ozibus") == nullptr;
  const std::string warned = in_sandbox([] { return warnings(); });
  EXPECT_EQ(warned.find("run: adduser --system") != std::string::npos, is_missing) << warned;
}

}  // namespace
}  // namespace ozibus::process
