// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/file_rules.h"

#include <utility>

#include <sys/stat.h>

#include "helper/api/bearer_expiry.h"
#include "helper/config/config.h"
#include "helper/contacts/map_survey.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ctl::check {

Findings judge_credentials(const std::string& path, std::chrono::system_clock::time_point now) {
  const auto credentials = config::load_credentials(path);
  if (!credentials) return {problem_of("credentials", credentials.error())};
  const auto expired = api::expiry_warning(credentials->bearer, now);
  if (!expired) return {};
  return {problem_of("bearer-expired", Error{credentials->bearer_place + ": " + *expired})};
}

MapReport judge_map(const std::string& path, std::size_t logins_to_keep) {
  const auto file = files::open_trusted(path, files::Readers::Anyone);
  if (!file) return {{problem_of("map", file.error())}, {}};
  MapReport report;
  struct stat status {};
  if (::fstat(file->get(), &status) == 0 && (status.st_mode & S_IROTH) != 0) {
    report.findings.push_back({Gravity::Problem, "map", path,
                               "everybody on this machine can read the contacts",
                               "run: chmod o-rwx " + path});
  }
  auto survey = contacts::survey_map(file->get(), path, logins_to_keep);
  if (!survey) {
    add(report.findings, problem_of("map", survey.error()));
    return report;
  }
  for (const Error& fault : survey->faults)
    add(report.findings, problem_of("map-line", fault));
  report.logins = std::move(survey->logins);
  return report;
}

Findings judge_state(const std::string& folder) {
  const auto state = files::open_trusted_folder(folder);
  struct statvfs status {};
  if (state) return ::fstatvfs(state->get(), &status) == 0 ? judge_room(status, folder) : Findings{};
  Finding finding = problem_of("state", state.error());
  if (finding.remedy.starts_with("create ")) finding.remedy = "run: install -d -m 0700 " + folder;
  return {std::move(finding)};
}

// Some file systems have no number of blocks or inodes to run out of.
Findings judge_room(const struct statvfs& status, const std::string& folder) {
  const auto problem = [&folder](const std::string& what, const std::string& remedy) -> Findings {
    return {{Gravity::Problem, "state-full", folder,
             what + ", so nothing can be counted there: logins that need a code are refused", remedy}};
  };
  if ((status.f_flag & ST_RDONLY) != 0) {
    return problem("the file system cannot be written to", "see why, run: findmnt -T " + folder);
  }
  if (status.f_blocks > 0 && status.f_bfree == 0) {
    return problem("the file system is full", "make room; to see how much there is, run: df -h " + folder);
  }
  if (status.f_files > 0 && status.f_ffree == 0) {
    return problem("the file system has no inode left",
                   "remove files; to see how many there are, run: df -i " + folder);
  }
  return {};
}

}  // namespace ozibus::ctl::check
