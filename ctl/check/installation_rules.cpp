// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/installation_rules.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include <sys/stat.h>

#include "ctl/check/load_module.h"
#include "helper/files/trusted_file.h"
#include "helper/process/rights.h"

namespace ozibus::ctl::check {
namespace {

// Who starts the file follows links, as in a merged /usr.
Result<base::UniqueFd> open_program(const std::string& path) {
  std::error_code error;
  const auto real = std::filesystem::canonical(path, error);
  if (error)
    return failure(path + ": " + error.message() +
                   "; install it, on Debian run: apt-get install --reinstall libpam-ozibus");
  return files::open_trusted(real, files::Readers::Anyone);
}

}  // namespace

Findings judge_helper(const std::string& path) {
  const auto file = open_program(path);
  if (!file) return {problem_of("helper", file.error())};
  struct stat status {};
  if (::fstat(file->get(), &status) == 0 && (status.st_mode & S_IXUSR) != 0) return {};
  return {{Gravity::Problem, "helper", path, "can't be run", "run: chmod 755 " + path}};
}

Findings judge_module(const std::string& path) {
  const auto file = open_program(path);
  if (!file) return {problem_of("module", file.error())};
  const std::string remedy =
      "install the module and what it needs from one package; see what is missing, run: ldd " + path;
  if (auto why = why_not_loadable(path)) return {{Gravity::Problem, "module", path, std::move(*why), remedy}};
  return {};
}

Findings judge_own_user(std::string_view passwd) {
  const std::string entry = std::string(process::kOwnUser) + ":";
  if (passwd.starts_with(entry) || passwd.find("\n" + entry) != std::string_view::npos) return {};
  return {{Gravity::Problem, "own-user", "/etc/passwd",
           std::string("there is no user ") + process::kOwnUser +
               ", so what speaks to the network runs as nobody, like other programs",
           std::string("run: adduser --system --group --no-create-home --home /nonexistent --shell "
                       "/usr/sbin/nologin ") +
               process::kOwnUser}};
}

Findings judge_kernel(process::Wall landlock, process::Wall seccomp) {
  Findings findings;
  const auto note = [&findings](const std::string& wall) {
    findings.push_back(
        {Gravity::Note, "kernel", "", "the kernel has no " + wall + ": one wall of the sandbox less",
         "see SECURITY.md; kernels of Debian 12 have it; to see which this is, run: uname -r"});
  };
  if (landlock == process::Wall::Absent) note("Landlock");
  if (seccomp == process::Wall::Absent) note("seccomp filter");
  return findings;
}

}  // namespace ozibus::ctl::check
