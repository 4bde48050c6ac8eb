// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <initializer_list>

#include <fcntl.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <syslog.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "tests/module/strange_hosts.h"

namespace ozibus::module_tests {
namespace {

constexpr rlim_t kMostDescriptors = 60'000;
constexpr rlim_t kLeftFree = 64;
const std::string kTooManyFiles = "Too many open files; let the application open more (ulimit -n)";
const std::string kTooManyProcesses =
    "Resource temporarily unavailable; let the application start more processes (ulimit -u, TasksMax=)";
const std::string kNoHelper =
    "No such file or directory; install the package again or correct helper= in /etc/pam.d/login";

rlimit limit_of_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit;
}

void allow_descriptors(rlim_t count) {
  rlimit limit = limit_of_descriptors();
  limit.rlim_cur = count;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::vector<base::UniqueFd> open_while(rlim_t below) {
  std::vector<base::UniqueFd> opened;
  for (;;) {
    opened.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!opened.back().valid() || static_cast<rlim_t>(opened.back().get()) >= below) return opened;
  }
}

void open_very_many() {
  const rlim_t most = std::min(limit_of_descriptors().rlim_max, kMostDescriptors);
  allow_descriptors(most);
  static const auto opened = open_while(most - kLeftFree);
}

// All descriptors are in use but so many.
class FewDescriptors {
 public:
  explicit FewDescriptors(std::size_t left) : before_(limit_of_descriptors().rlim_cur) {
    constexpr rlim_t kAllInUse = 256;
    allow_descriptors(kAllInUse);
    opened_ = open_while(kAllInUse);
    opened_.resize(opened_.size() - left - 1);  // the last one could not be opened
  }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;
  ~FewDescriptors() { allow_descriptors(before_); }

 private:
  rlim_t before_;
  std::vector<base::UniqueFd> opened_;
};

Habits has_few_descriptors(std::size_t left) {
  return {.meanwhile = [left](const std::string&) { return std::make_shared<FewDescriptors>(left); }};
}

Habits lacks(std::initializer_list<int> descriptors) {
  // The first descriptor that libpam or a module opens takes such a number.
  return {.always = [closed = std::vector(descriptors)] {
    ::closelog();
    for (const int fd : closed)
      ::close(fd);
  }};
}

// As su is in a container, of a user who has as many processes as he may.
void use_up_processes() {
  if (::setresuid(1, 0, 0) != 0) complain("the host can not be a setuid program");
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  std::array<__user_cap_data_struct, 2> capabilities{};
  ::syscall(SYS_capget, &header, capabilities.data());
  capabilities[0].effective &= ~((1U << CAP_SYS_RESOURCE) | (1U << CAP_SYS_ADMIN));
  ::syscall(SYS_capset, &header, capabilities.data());
  const rlimit itself{1, 1};
  ::setrlimit(RLIMIT_NPROC, &itself);
}

// In a folder where nothing is.
class Chroot {
 public:
  Chroot() {
    std::string name = std::filesystem::temp_directory_path() / "ozibus-root-XXXXXX";
    folder_ = ::mkdtemp(name.data());
    if (::chroot(folder_.c_str()) != 0) complain("there is no chroot");
  }
  Chroot(const Chroot&) = delete;
  Chroot& operator=(const Chroot&) = delete;
  ~Chroot() {
    if (::fchdir(root_.get()) != 0 || ::chroot(".") != 0) complain("there is no way out");
    std::filesystem::remove(folder_);
  }

 private:
  const base::UniqueFd root_{::open("/", O_PATH | O_CLOEXEC)};
  std::filesystem::path folder_;
};

Habits is_in_a_chroot() {
  return {.always = [] { std::filesystem::current_path("/"); },
          .meanwhile = [](const std::string&) { return std::make_shared<Chroot>(); }};
}

void stand_in_a_deleted_folder() {
  std::string name = std::filesystem::temp_directory_path() / "ozibus-gone-XXXXXX";
  const std::filesystem::path folder = ::mkdtemp(name.data());
  std::filesystem::current_path(folder);
  std::filesystem::remove(folder);
}

void have_a_huge_environment() {
  for (int i = 0; i < 4000; ++i)
    ::setenv(("VARIABLE_" + std::to_string(i)).c_str(), std::string(1000, 'x').c_str(), 1);
}

// Each could make a program that heeds it do what the caller wants.
void have_the_callers_environment() {
  const std::string elsewhere = "/nonexistent/by-the-caller";
  for (const char* name : {"LD_PRELOAD",
                           "LD_AUDIT",
                           "LD_LIBRARY_PATH",
                           "GCONV_PATH",
                           "LOCPATH",
                           "NLSPATH",
                           "OPENSSL_CONF",
                           "OPENSSL_MODULES",
                           "OPENSSL_ENGINES",
                           "SSL_CERT_FILE",
                           "SSL_CERT_DIR",
                           "SSLKEYLOGFILE",
                           "CURL_CA_BUNDLE",
                           "CURL_HOME",
                           "HOME",
                           "TMPDIR",
                           "HOSTALIASES",
                           "RESOLV_HOST_CONF",
                           "TZ",
                           "PATH"})
    ::setenv(name, elsewhere.c_str(), 1);
  // Nobody listens there.
  for (const char* name : {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"})
    ::setenv(name, "http://127.0.0.1:9", 1);
  ::setenv("GLIBC_TUNABLES", "glibc.malloc.check=3", 1);
  ::setenv("LC_ALL", "tr_TR.UTF-8", 1);
}

}  // namespace

std::vector<StrangeHost> odd_hosts() {
  return {
      {"has as many descriptors as it may, up to 60,000", {.always = open_very_many}, PAM_SUCCESS},
      {"has no stdin", lacks({0}), PAM_SUCCESS},
      {"has no stderr", lacks({2}), PAM_SUCCESS},
      {"has neither stdin, stdout nor stderr", lacks({0, 1, 2}), PAM_SUCCESS},
      {"has three descriptors left", has_few_descriptors(3), PAM_SUCCESS},
      {"has two descriptors left", has_few_descriptors(2), PAM_SERVICE_ERR,
       "cannot start it: " + kTooManyFiles},
      {"has one descriptor left", has_few_descriptors(1), PAM_SERVICE_ERR, "socket pair: " + kTooManyFiles},
      // libpam's own refusal: it has none for the audit either.
      {"has no descriptor left", has_few_descriptors(0), PAM_SYSTEM_ERR, "socket pair: " + kTooManyFiles},
      {"may start no process", {.always = use_up_processes}, PAM_SERVICE_ERR, kTooManyProcesses},
      {"is in a chroot without the helper", is_in_a_chroot(), PAM_SERVICE_ERR, kNoHelper},
      {"stands in a folder that was deleted", {.always = stand_in_a_deleted_folder}, PAM_SUCCESS},
      {"has umask 0", {.always = [] { ::umask(0); }}, PAM_SUCCESS},
      {"has 4 MB of environment", {.always = have_a_huge_environment}, PAM_SUCCESS},
      {"has LD_PRELOAD and its like from the caller", {.always = have_the_callers_environment}, PAM_SUCCESS},
  };
}

}  // namespace ozibus::module_tests
