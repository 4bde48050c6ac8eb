// SPDX-License-Identifier: Apache-2.0
// The sshd of this machine, asked what it has in force.
#pragma once

#include <string>
#include <vector>

#include "ctl/check/sshd_lines.h"
#include "ctl/check/sshd_settings.h"
#include "helper/error.h"

namespace ozibus::ctl::check {

// What makes sshd ask for a code, when `ozibusctl enable sshd` or an administrator has put it there.
inline constexpr const char* kSshdSettings = "/etc/ssh/sshd_config.d/00-ozibus.conf";

class Sshd {
 public:
  // "" where there is none. `folder` has its configuration: /etc/ssh.
  Sshd(std::string program, std::string folder);
  [[nodiscard]] static Sshd of_this_machine();

  [[nodiscard]] bool is_installed() const { return !program_.empty(); }
  [[nodiscard]] const std::string& program() const { return program_; }
  // With options as for one that is started, such as -f.
  [[nodiscard]] Result<SshdSettings> ask(const std::vector<std::string>& options = {}) const;
  // For a client from the internet that logs in as `user`, Match blocks and all.
  [[nodiscard]] Result<SshdSettings> ask_for(const std::string& user) const;

  [[nodiscard]] std::vector<SshdLine> read_lines() const { return read_sshd_lines(folder_); }
  // "/etc/ssh/sshd_config:12" where the keyword stands first outside of Match blocks, which is what counts
  // for most; the file alone when it stands nowhere.
  [[nodiscard]] std::string place_of(const std::string& keyword) const;
  // The same for `user`: the line of a Match block, when one has the value that is in force for them.
  [[nodiscard]] std::string place_for(const std::string& user, const std::string& keyword) const;

 private:
  [[nodiscard]] Result<std::string> tell(const std::vector<std::string>& options) const;
  [[nodiscard]] Result<std::string> tell_for(const std::string& user) const;

  [[nodiscard]] Error explain(const std::string& complaint) const;
  [[nodiscard]] std::string make_satisfiable() const;

  std::string program_;
  std::string folder_;
};

}  // namespace ozibus::ctl::check
