// SPDX-License-Identifier: Apache-2.0
#include "ctl/tested.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/unique_fd.h"
#include "base/write_all.h"
#include "helper/files/judgement.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ctl {
namespace {

using base::UniqueFd;

constexpr const char* kName = "tested";
constexpr const char* kNewName = "tested.new";
constexpr std::size_t kMostBytes = std::size_t{1024} * 1024;

tl::unexpected<Error> disk_failure(const std::string& path) {
  return failure(path + ": " + base::errno_text(errno) +
                 "; the disk behind state_dir has to be writable and must not be full");
}

// A name may hold blanks, a time holds none.
std::optional<Tested> parse_line(std::string_view line) {
  const std::size_t blank = line.rfind(' ');
  if (blank == std::string_view::npos || blank == 0) return std::nullopt;
  const std::string_view digits = line.substr(blank + 1);
  std::chrono::seconds::rep at = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), at);
  if (error != std::errc{} || end != digits.end()) return std::nullopt;
  return Tested{std::string(line.substr(0, blank)), std::chrono::seconds(at)};
}

std::vector<Tested> parse(std::string_view text) {
  std::vector<Tested> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (auto tested = parse_line(text.substr(0, end))) all.push_back(std::move(*tested));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

std::string text_of(const std::vector<Tested>& all) {
  std::string text;
  for (const Tested& tested : all)
    text += tested.user + " " + std::to_string(tested.at.count()) + "\n";
  return text;
}

Result<std::vector<Tested>> read(int folder, const std::string& path) {
  const UniqueFd fd(::openat(folder, kName, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd.valid() && errno == ENOENT) return {};
  struct stat status {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) return disk_failure(path);
  if (auto fault = files::find_fault(path, status, files::Expected::PrivateFile, ::geteuid())) {
    return failure(std::move(*fault));
  }
  const auto text = files::read_all(fd.get(), path, kMostBytes);
  if (!text) return tl::unexpected(text.error());
  return parse(*text);
}

bool write_new(int folder, const std::string& text) {
  const UniqueFd fd(
      ::openat(folder, kNewName, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!fd.valid()) return false;
  return base::write_all(fd.get(), text) && ::fsync(fd.get()) == 0;
}

}  // namespace

Result<void> note_tested(const std::string& state_dir, const Tested& tested) {
  if (tested.user.find('\n') != std::string::npos) return failure("a user's name holds a line end");
  const std::string path = state_dir + "/" + kName;
  const auto folder = files::open_trusted_folder(state_dir);
  if (!folder) return tl::unexpected(folder.error());
  // Ends with the descriptor.
  if (::flock(folder->get(), LOCK_EX) != 0) return disk_failure(state_dir);
  auto all = read(folder->get(), path);
  if (!all) return tl::unexpected(all.error());
  std::erase_if(*all, [&tested](const Tested& known) { return known.user == tested.user; });
  all->push_back(tested);
  const bool replaced = write_new(folder->get(), text_of(*all)) &&
                        ::renameat(folder->get(), kNewName, folder->get(), kName) == 0 &&
                        ::fsync(folder->get()) == 0;
  return replaced ? Result<void>() : disk_failure(path);
}

Result<std::vector<Tested>> tested_users(const std::string& state_dir) {
  const auto folder = files::open_trusted_folder(state_dir);
  if (!folder) return tl::unexpected(folder.error());
  return read(folder->get(), state_dir + "/" + kName);
}

}  // namespace ozibus::ctl
