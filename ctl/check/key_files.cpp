// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/key_files.h"

#include <cerrno>
#include <cstddef>
#include <sstream>

#include <pwd.h>
#include <sys/stat.h>

namespace ozibus::ctl::check {
namespace {

// See TOKENS in sshd_config(5).
std::string value_of(char token, const Home& home) {
  switch (token) {
    case 'h':
      return home.folder;
    case 'u':
      return home.user;
    case 'U':
      return std::to_string(home.uid);
    default:
      return {token};
  }
}

std::string path_of(const std::string& pattern, const Home& home) {
  std::string path;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const bool is_token = pattern[at] == '%' && at + 1 < pattern.size();
    path += is_token ? value_of(pattern[++at], home) : std::string{pattern[at]};
  }
  return path.starts_with('/') ? path : home.folder + "/" + path;
}

// A home that another machine serves may be closed to root.
bool may_hold_key(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return status.st_size > 0;
  return errno != ENOENT && errno != ENOTDIR;
}

}  // namespace

bool may_have_key(const Home& home, const std::string& key_files) {
  std::istringstream patterns(key_files);
  for (std::string pattern; patterns >> pattern;) {
    if (may_hold_key(path_of(pattern, home))) return true;
  }
  return false;
}

std::vector<std::string> without_key(const std::vector<std::string>& users, const std::string& key_files) {
  std::vector<std::string> found;
  for (const std::string& user : users) {
    const passwd* account = ::getpwnam(user.c_str());
    if (account == nullptr) continue;
    if (!may_have_key({user, account->pw_dir, account->pw_uid}, key_files)) found.push_back(user);
  }
  return found;
}

}  // namespace ozibus::ctl::check
