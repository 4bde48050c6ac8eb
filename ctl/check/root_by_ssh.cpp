// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/root_by_ssh.h"

#include <algorithm>

#include "ctl/check/remedy.h"

namespace ozibus::ctl::check {
namespace {

// `sshd -T` has the older name.
std::string name_of(const std::string& permit_root_login) {
  return permit_root_login == "without-password" ? "prohibit-password" : permit_root_login;
}

bool needs_no_question(const SshdSettings& of_root) {
  return std::ranges::any_of(ways_with(of_root, "publickey"), [](const Way& way) {
    return !has(way, "keyboard-interactive") && !has(way, "password");
  });
}

}  // namespace

// With anything but "yes", sshd replaces what root types, and takes PAM's consent for none
// (auth_root_allowed).
Findings judge_root_by_ssh(const SshdSettings& of_root, const std::string& place) {
  const std::string& permit = of_root.permit_root_login;
  if (permit == "yes" || permit == "no" || needs_no_question(of_root)) return {};
  return {{Gravity::Note, "root-by-ssh", place,
           "root's own login by ssh is refused, also with a key and the right code: PermitRootLogin is " +
               name_of(permit),
           "to let root in, run: " + and_reload_sshd(put_line(place, "PermitRootLogin yes")) +
               "; if root need not log in by ssh, the same with PermitRootLogin no"}};
}

}  // namespace ozibus::ctl::check
