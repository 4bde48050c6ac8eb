// SPDX-License-Identifier: Apache-2.0
#include "ctl/site.h"

#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "helper/process/journal.h"

namespace ozibus::ctl {
namespace {

bool may_use(const std::string& state_dir) {
  if (::geteuid() == 0) return true;
  struct stat status {};
  return ::stat(state_dir.c_str(), &status) == 0 && status.st_uid == ::geteuid();
}

}  // namespace

Result<Site> open_site(const std::string& path, const Operator& by) {
  auto config = config::load_config(path);
  if (!config) return tl::unexpected(config.error());
  const std::string& state_dir = config->ledger.state_dir;
  if (!may_use(state_dir)) return failure(state_dir + ": is not yours; run ozibusctl as root");
  process::open_journal("ozibusctl", config->log);
  return Site{path, std::move(*config), by, {}};
}

}  // namespace ozibus::ctl
