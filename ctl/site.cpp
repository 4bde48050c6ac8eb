// SPDX-License-Identifier: Apache-2.0
#include "ctl/site.h"

#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "helper/process/journal.h"

namespace ozibus::ctl {

Result<void> check_rights(const std::string& state_dir) {
  if (::geteuid() == 0) return {};
  struct stat status {};
  if (::stat(state_dir.c_str(), &status) == 0 && status.st_uid == ::geteuid()) return {};
  return failure(state_dir + ": is not yours; run ozibusctl as root");
}

Result<Site> open_site(const std::string& path, const Operator& by) {
  auto config = config::load_config(path);
  if (!config) return tl::unexpected(config.error());
  if (auto allowed = check_rights(config->ledger.state_dir); !allowed) return tl::unexpected(allowed.error());
  process::open_journal("ozibusctl", config->log);
  return Site{path, std::move(*config), by, {}};
}

}  // namespace ozibus::ctl
