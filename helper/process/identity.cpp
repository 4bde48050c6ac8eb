// SPDX-License-Identifier: Apache-2.0
#include "helper/process/identity.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <type_traits>

#include <grp.h>
#include <pwd.h>

#include "base/errno_text.h"

namespace ozibus::process {
namespace {

// What `keep` takes from the entry of that name, which `get`, one of the get*nam_r, finds. `subject`
// is for the error.
template <typename Entry, typename Keep, typename Kept = std::invoke_result_t<Keep, const Entry&>>
Result<std::optional<Kept>> look_up(int (*get)(const char*, Entry*, char*, std::size_t, Entry**),
                                    const std::string& name, Keep keep, const std::string& subject) {
  // The entry of an account fits into 1 KiB. A group's names its members, and a directory has many.
  constexpr std::size_t kFirst = 1024;
  constexpr std::size_t kLargest = 16 * 1024 * 1024;
  for (std::size_t size = kFirst; size <= kLargest; size *= 4) {
    std::vector<char> buffer(size);
    Entry entry{};
    Entry* found = nullptr;
    const int error = get(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (error == ERANGE) continue;
    if (found != nullptr) return keep(*found);
    // getpwnam(3) and getgrnam(3) list these beside 0 as ways to say that there is no such entry.
    if (error == 0 || error == ENOENT || error == ESRCH || error == EBADF || error == EPERM)
      return std::nullopt;
    return failure("the name service did not answer for " + subject + ": " + base::errno_text(error) +
                   "; see nsswitch.conf");
  }
  return failure("the entry of " + subject + " is larger than 16 MiB; see nsswitch.conf");
}

bool names_as_member(const group& entry, const std::string& account) {
  char** member = entry.gr_mem;
  while (*member != nullptr && account != *member)
    ++member;
  return *member != nullptr;
}

Result<std::vector<gid_t>> groups_of(const Account& account) {
  for (int size = 64; size <= NGROUPS_MAX; size *= 4) {
    std::vector<gid_t> groups(static_cast<std::size_t>(size));
    int count = size;
    if (::getgrouplist(account.name.c_str(), account.group, groups.data(), &count) >= 0) {
      groups.resize(static_cast<std::size_t>(count));
      return groups;
    }
  }
  return failure("the user is in more than " + std::to_string(NGROUPS_MAX) +
                 " groups, or memory is short; see nsswitch.conf");
}

}  // namespace

Result<std::optional<Account>> find_account(const std::string& login) {
  // The module cuts what libpam says, and a name that was cut may be somebody else's.
  if (login.size() > LOGIN_NAME_MAX - 1) return std::nullopt;
  const auto keep = [](const passwd& entry) { return Account{entry.pw_name, entry.pw_gid}; };
  return look_up(::getpwnam_r, login, keep, "the user");
}

Result<Membership> membership_of(const Account& account, const std::vector<std::string>& groups) {
  Membership membership;
  if (groups.empty()) return membership;
  const auto own = groups_of(account);
  if (!own) return tl::unexpected(own.error());
  // getgrouplist(3) can't say that a name service failed, so the group's own list counts as well.
  const auto is_in = [&](const group& entry) {
    return std::ranges::find(*own, entry.gr_gid) != own->end() || names_as_member(entry, account.name);
  };
  for (const std::string& name : groups) {
    const auto joined = look_up(::getgrnam_r, name, is_in, "the group \"" + name + "\"");
    if (!joined) return tl::unexpected(joined.error());
    if (!joined->has_value()) {
      membership.unknown.push_back(name);
    } else if (joined->value()) {
      membership.joined.push_back(name);
    }
  }
  return membership;
}

}  // namespace ozibus::process
