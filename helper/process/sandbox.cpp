// SPDX-License-Identifier: Apache-2.0
#include "helper/process/sandbox.h"

#include <ctime>
#include <utility>

#include "helper/process/landlock.h"
#include "helper/process/limits.h"
#include "helper/process/name_service.h"
#include "helper/process/rights.h"
#include "helper/process/syscall_filter.h"

namespace ozibus::process {
namespace {

// What name look-ups and TLS read. A file that is replaced by another during a login can't be read until the
// next.
constexpr const char* kReadable[] = {
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/host.conf",
    "/etc/gai.conf",
    "/etc/resolv.conf",
    // Where the one before may lead, and is replaced whenever the network changes.
    "/run/systemd/resolve",
    "/run/NetworkManager",
    "/run/resolvconf",
    // A folder of links, and where they lead.
    OZIBUS_CA_DIRECTORY,
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
};

}  // namespace

Result<Confinement> enter_sandbox() {
  if (auto done = limit_resources(); !done) return tl::unexpected(done.error());
  auto warning = give_up_rights();
  if (!warning) return tl::unexpected(warning.error());

  load_name_services();
  ::tzset();  // the log's times
  const auto files = confine_to_reading(kReadable);
  if (!files) return tl::unexpected(files.error());
  const auto calls = filter_system_calls();
  if (!calls) return tl::unexpected(calls.error());

  Confinement confinement;
  if (*warning) confinement.warnings.push_back(std::move(**warning));
  if (*files == Wall::Absent) {
    confinement.warnings.emplace_back(
        "this kernel or container has no Landlock: the helper can open all files that everybody can read");
  }
  if (*calls == Wall::Absent) {
    confinement.warnings.emplace_back(
        "this kernel or processor has no filter for system calls: the helper can use all of them");
  }
  return confinement;
}

}  // namespace ozibus::process
