// SPDX-License-Identifier: Apache-2.0
#include "helper/api/name_files.h"

#include <cerrno>

#include <fcntl.h>

#include "base/errno_text.h"
#include "base/unique_fd.h"

namespace ozibus::api {

std::optional<std::string> unreadable_name_file() {
  for (const char* path : {"/etc/hosts", "/etc/resolv.conf", "/etc/nsswitch.conf"}) {
    const base::UniqueFd file(::open(path, O_RDONLY | O_CLOEXEC));
    if (file.valid() || errno == ENOENT) continue;
    return std::string(path) + ": " + base::errno_text(errno) +
           "; let everybody read it (chmod 644), or log in again if it was replaced just now";
  }
  return std::nullopt;
}

}  // namespace ozibus::api
