// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/one_sshd.h"

#include <string>

namespace ozibus::ctl::change {

Result<void> require_one_sshd(const std::vector<check::SshdProcess>& listening) {
  const std::string instead =
      "; end it, or write by hand what each of them needs (pam_ozibus(8), STACKS), or use: --first-factor "
      "password";
  for (const auto& sshd : listening) {
    if (check::own_settings(sshd.title).empty()) continue;
    return failure("an sshd has settings of its own, which need not insist on a key: " + sshd.title +
                   instead);
  }
  if (listening.size() < 2) return {};
  return failure("more than one sshd takes connections, and only one can be told to insist on a key: " +
                 listening.back().title + instead);
}

}  // namespace ozibus::ctl::change
