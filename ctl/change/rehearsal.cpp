// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/rehearsal.h"

#include <cerrno>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include "base/errno_text.h"

namespace ozibus::ctl::change {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> cannot(const char* what) {
  return failure(std::string("the change can't be tried out beforehand: ") + what + ": " +
                 base::errno_text(errno) + "; in a container that may not mount, make it by hand " +
                 "(pam_ozibus(8), STACKS)");
}

std::set<std::string> folders_of(const std::vector<Step>& steps) {
  std::set<std::string> folders;
  for (const Step& step : steps)
    folders.insert(step.path.substr(0, step.path.rfind('/')));
  return folders;
}

Result<void> copy_folder(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::create_directories(to, error);
  if (!error) fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks, error);
  if (error) return failure(from + ": cannot be copied: " + error.message());
  return {};
}

}  // namespace

Result<Rehearsal> Rehearsal::of(const std::vector<Step>& steps, const std::string& stage) {
  Home home{base::UniqueFd(::open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC)),
            base::UniqueFd(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC)),
            base::UniqueFd(::open(".", O_PATH | O_DIRECTORY | O_CLOEXEC))};
  if (!home.mounts.valid()) return cannot("/proc/self/ns/mnt");
  if (!home.root.valid() || !home.folder.valid()) return cannot("no way back");
  if (::unshare(CLONE_NEWNS) != 0) return cannot("no mount namespace of its own");
  Rehearsal rehearsal(std::move(home));
  if (auto played = play(steps, stage); !played) {
    const auto ended = rehearsal.end();
    return tl::unexpected(ended ? played.error() : ended.error());
  }
  return rehearsal;
}

Result<void> Rehearsal::play(const std::vector<Step>& steps, const std::string& stage) {
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return cannot("mounts stay shared");
  if (::mount("ozibusctl", stage.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755") != 0) {
    return cannot("no file system in memory");
  }
  const auto folders = folders_of(steps);
  for (const std::string& folder : folders) {
    if (auto copied = copy_folder(folder, stage + folder); !copied) return copied;
  }
  for (const Step& step : steps) {
    if (auto written = write_file(stage + step.path, step.after); !written) return written;
  }
  for (const std::string& folder : folders) {
    if (::mount((stage + folder).c_str(), folder.c_str(), nullptr, MS_BIND, nullptr) != 0)
      return cannot("no bind mount");
  }
  return {};
}

Result<void> Rehearsal::end() {
  // This leads to the root of all mounts, which in a chroot is not the machine that is meant.
  if (::setns(home_.mounts.get(), CLONE_NEWNS) != 0 || ::fchdir(home_.root.get()) != 0 ||
      ::chroot(".") != 0 || ::fchdir(home_.folder.get()) != 0) {
    return cannot("no way back");
  }
  return {};
}

}  // namespace ozibus::ctl::change
