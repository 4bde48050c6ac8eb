// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/records.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "helper/files/judgement.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ledger {

namespace {

tl::unexpected<Error> folder_failure(const std::string& path) {
  return failure(path + ": " + base::errno_text(errno) +
                 "; it has to be a folder on a disk that is writable and not full");
}

Result<base::UniqueFd> open_below(int state, const std::string& name, const std::string& path) {
  base::UniqueFd folder(::openat(state, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!folder.valid() || ::fstat(folder.get(), &status) != 0) return folder_failure(path);
  if (auto fault = files::find_fault(path, status, files::Expected::PrivateFolder, ::geteuid())) {
    return failure(std::move(*fault));
  }
  return folder;
}

}  // namespace

Result<base::UniqueFd> open_state_folder(const std::string& state_dir, const std::string& name) {
  const auto state = files::open_trusted_folder(state_dir);
  if (!state) return tl::unexpected(state.error());
  const std::string path = state_dir + "/" + name;
  const bool made = ::mkdirat(state->get(), name.c_str(), S_IRWXU) == 0;
  if (made ? ::fsync(state->get()) != 0 : errno != EEXIST) return folder_failure(path);
  return open_below(state->get(), name, path);
}

Result<std::optional<base::UniqueFd>> find_state_folder(const std::string& state_dir,
                                                        const std::string& name) {
  const auto state = files::open_trusted_folder(state_dir);
  if (!state) return tl::unexpected(state.error());
  struct stat status {};
  if (::fstatat(state->get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT) {
    return std::nullopt;
  }
  return open_below(state->get(), name, state_dir + "/" + name);
}

}  // namespace ozibus::ledger
