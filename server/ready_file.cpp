// SPDX-License-Identifier: Apache-2.0
#include "server/ready_file.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/unique_fd.h"
#include "base/write_all.h"

namespace ozibus::server {

Result<ReadyFile> ReadyFile::announce(const std::string& path, const Endpoint& endpoint) {
  if (path.empty()) return ReadyFile({});
  std::string draft = path + ".XXXXXX";
  const base::UniqueFd file(::mkostemp(draft.data(), O_CLOEXEC));
  const std::string line = endpoint.host + " " + std::to_string(endpoint.port) + "\n";
  const bool announced = file.valid() && base::write_all(file.get(), line) &&
                         ::fchmod(file.get(), 0644) == 0 && std::rename(draft.c_str(), path.c_str()) == 0;
  if (!announced) {
    const int error = errno;
    if (file.valid()) ::unlink(draft.c_str());
    return failure(path + ": can't write the ready file: " + base::errno_text(error));
  }
  return ReadyFile(path);
}

ReadyFile::~ReadyFile() {
  if (!path_.empty()) ::unlink(path_.c_str());
}

}  // namespace ozibus::server
