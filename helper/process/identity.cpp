// SPDX-License-Identifier: Apache-2.0
#include "helper/process/identity.h"

#include <cerrno>
#include <cstddef>
#include <vector>

#include <pwd.h>

#include "base/errno_text.h"

namespace ozibus::process {

Result<std::optional<std::string>> find_account(const std::string& login) {
  // An entry with a home directory and a comment fits into 1 KiB; a name service may send more.
  constexpr std::size_t kFirst = 1024;
  constexpr std::size_t kLargest = 1024 * 1024;
  for (std::size_t size = kFirst; size <= kLargest; size *= 4) {
    std::vector<char> buffer(size);
    passwd entry{};
    passwd* found = nullptr;
    const int error = ::getpwnam_r(login.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (error == ERANGE) continue;
    if (found != nullptr) return std::string(found->pw_name);
    // getpwnam(3) lists these beside 0 as ways to say that there is no such account.
    if (error == 0 || error == ENOENT || error == ESRCH || error == EBADF || error == EPERM)
      return std::nullopt;
    return failure(std::string("the name service did not answer who the user is: ") +
                   base::errno_text(error) + "; see nsswitch.conf");
  }
  return failure("the user's account entry is larger than 1 MiB; see nsswitch.conf");
}

}  // namespace ozibus::process
