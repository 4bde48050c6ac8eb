// SPDX-License-Identifier: Apache-2.0
#include "helper/process/rights.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <string_view>
#include <vector>

#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/errno_text.h"

namespace ozibus::process {
namespace {

// The kernel's own number for whoever is nobody in particular.
constexpr uid_t kNobody = 65534;
constexpr gid_t kNobodysGroup = 65534;

using Capabilities = std::array<__user_cap_data_struct, _LINUX_CAPABILITY_U32S_3>;

tl::unexpected<Error> rights_failure(const std::string& what) {
  return failure("cannot " + what + ": " + base::errno_text(errno) +
                 (errno == EINVAL ? "; the container has to map that user"
                                  : "; a login service needs CAP_SETUID and CAP_SETGID"));
}

struct Successor {
  uid_t user;
  gid_t group;
  std::optional<std::string> warning;
};

// Of this machine alone: a directory must not say who that is.
std::optional<Successor> find_own_user() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(::fopen("/etc/passwd", "re"), &std::fclose);
  if (!file) return std::nullopt;
  std::vector<char> buffer(4096);
  passwd entry{};
  passwd* found = nullptr;
  while (::fgetpwent_r(file.get(), &entry, buffer.data(), buffer.size(), &found) == 0) {
    if (std::string_view(entry.pw_name) == kOwnUser)
      return Successor{entry.pw_uid, entry.pw_gid, std::nullopt};
  }
  return std::nullopt;
}

Result<Successor> choose_successor() {
  const auto own = find_own_user();
  if (!own) {
    return Successor{
        kNobody, kNobodysGroup,
        std::string("the helper runs as nobody, like other programs, because /etc/passwd has no user ") +
            kOwnUser +
            "; run: adduser --system --group --no-create-home --home /nonexistent --shell "
            "/usr/sbin/nologin " +
            kOwnUser};
  }
  if (own->user == 0 || own->group == 0) {
    return failure(std::string("the user ") + kOwnUser +
                   " or its group is root; give them numbers of their own");
  }
  return *own;
}

Result<void> become(const Successor& successor) {
  if (::setgroups(0, nullptr) != 0 || ::setresgid(successor.group, successor.group, successor.group) != 0 ||
      ::setresuid(successor.user, successor.user, successor.user) != 0) {
    return rights_failure("become user " + std::to_string(successor.user));
  }
  // Another user is another beginning to the kernel, which may have set this anew.
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return rights_failure("forbid core dumps");
  // For an unprivileged process the following would prove nothing of the group.
  if (::setresgid(0, 0, 0) == 0 || ::setgroups(0, nullptr) == 0) {
    return failure("internal error: root's groups can be had again");
  }
  return {};
}

Result<void> drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  Capabilities none{};
  if (::syscall(SYS_capset, &header, none.data()) != 0) return rights_failure("give up capabilities");
  Capabilities left{};
  if (::syscall(SYS_capget, &header, left.data()) != 0) return rights_failure("look at capabilities");
  for (const auto& set : left) {
    if ((set.effective | set.permitted | set.inheritable) != 0) {
      return failure("internal error: capabilities are left");
    }
  }
  return {};
}

Result<void> forbid_return() {
  if (::setresuid(0, 0, 0) == 0) return failure("internal error: root's rights can be had again");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return rights_failure("renounce new rights");
  return {};
}

}  // namespace

Result<std::optional<std::string>> give_up_rights() {
  std::optional<std::string> warning;
  if (::geteuid() == 0) {
    auto successor = choose_successor();
    if (!successor) return tl::unexpected(successor.error());
    if (auto done = become(*successor); !done) return tl::unexpected(done.error());
    warning = std::move(successor->warning);
  }
  if (auto done = drop_capabilities(); !done) return tl::unexpected(done.error());
  if (auto done = forbid_return(); !done) return tl::unexpected(done.error());
  return warning;
}

}  // namespace ozibus::process
