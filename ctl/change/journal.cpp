// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/journal.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "ctl/change/record.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ctl::change {
namespace {

tl::unexpected<Error> disk_failure(const std::string& path) {
  return failure(path + ": " + base::errno_text(errno) +
                 "; see that the disk is there, writable and not full");
}

Result<void> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
  return disk_failure(path);
}

Result<void> remove_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::remove_all(path, error);
  if (error) return failure(path + ": " + error.message() + "; remove it");
  return {};
}

Result<void> rename_folder(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return disk_failure(from);
  return sync_folder(from.substr(0, from.rfind('/')));
}

bool exists(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

}  // namespace

Result<std::optional<base::UniqueFd>> Journal::lock(Patience patience) const {
  for (const std::string& path : {folder_.substr(0, folder_.rfind('/')), folder_}) {
    if (auto made = make_folder(path); !made) return tl::unexpected(made.error());
  }
  auto fd = files::open_trusted_folder(folder_);
  if (!fd) return tl::unexpected(fd.error());
  while (::flock(fd->get(), patience == Patience::Wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return std::nullopt;
    if (errno != EINTR) return disk_failure(folder_);
  }
  return std::move(*fd);
}

bool Journal::has_pending() const {
  return exists(pending_folder());
}

Result<std::optional<Change>> Journal::pending() const {
  if (!has_pending()) return std::nullopt;
  return read_record(pending_folder());
}

Result<void> Journal::begin(const Change& change) const {
  const std::string draft = folder_ + "/new";
  if (auto done = remove_folder(draft); !done) return done;
  if (auto done = make_folder(draft); !done) return done;
  if (auto done = write_record(draft, change); !done) return done;
  return rename_folder(draft, pending_folder());
}

Result<void> Journal::note_made(const Moment& at) const {
  return write_file(pending_folder() + "/made", File{to_text(at), 0600, ::geteuid(), ::getegid(), {}});
}

Result<void> Journal::note_back() const {
  return write_file(pending_folder() + "/back", File{"", 0600, ::geteuid(), ::getegid(), {}});
}

bool Journal::is_back() const {
  return exists(pending_folder() + "/back");
}

std::optional<Moment> Journal::made_at() const {
  const auto file = read_file(pending_folder() + "/made");
  return file && *file ? parse_moment((*file)->bytes) : std::nullopt;
}

Result<void> Journal::confirm(const std::string& service) const {
  if (auto done = drop(service); !done) return done;
  return rename_folder(pending_folder(), folder_ + "/" + service);
}

Result<void> Journal::forget(const std::string& service) const {
  if (auto done = drop(service); !done) return done;
  return drop("pending");
}

Result<std::optional<Change>> Journal::confirmed(const std::string& service) const {
  const std::string path = folder_ + "/" + service;
  if (!exists(path)) return std::nullopt;
  return read_record(path);
}

Result<std::string> Journal::save(const std::string& path, const File& file) const {
  if (auto done = make_folder(folder_ + "/saved"); !done) return tl::unexpected(done.error());
  std::string name = path.substr(1);
  std::ranges::replace(name, '/', '-');
  std::string place;
  for (int number = 1; place.empty() || exists(place); ++number)
    place = folder_ + "/saved/" + name + "." + std::to_string(number);
  if (auto done = write_file(place, file); !done) return tl::unexpected(done.error());
  return place;
}

Result<void> Journal::drop(const std::string& name) const {
  const std::string path = folder_ + "/" + name;
  const std::string old = folder_ + "/old";
  if (auto done = remove_folder(old); !done) return done;
  if (!exists(path)) return {};
  if (auto done = rename_folder(path, old); !done) return done;
  return remove_folder(old);
}

}  // namespace ozibus::ctl::change
