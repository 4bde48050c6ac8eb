// SPDX-License-Identifier: Apache-2.0
// A PAM application in a process of its own, with habits of its own. The test plays the person who logs in.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include <security/pam_appl.h>

#include "base/unique_fd.h"
#include "tests/module/host_state.h"
#include "tests/module/site.h"

namespace ozibus::module_tests {

using Seconds = std::chrono::duration<double>;

// Until that process has ended, or nothing when it doesn't.
[[nodiscard]] std::optional<Seconds> time_until_gone(const base::UniqueFd& process);

struct Habits {
  // What the process is like before it knows of PAM.
  std::function<void()> always = [] {};
  // What it does, or lacks, from pam_start's end to pam_end. It is told the folder of the PAM services.
  using Meanwhile = std::function<std::shared_ptr<void>(const std::string& services)>;
  Meanwhile meanwhile = [](const std::string&) { return nullptr; };
};

class HostProcess {
 public:
  // It logs kUser in. One host after the other, each to its first question, before the next one is made.
  HostProcess(const Site& site, const Habits& habits);
  HostProcess(const HostProcess&) = delete;
  HostProcess& operator=(const HostProcess&) = delete;
  ~HostProcess();

  // The next question, once it is asked; nothing when the login is over.
  [[nodiscard]] std::optional<std::string> question();
  // To the question; nothing: the conversation fails.
  void answer(const std::optional<std::string>& line) const;

  // Since its login began.
  [[nodiscard]] Seconds age() const { return std::chrono::steady_clock::now() - began_; }

  // While it is asked.
  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] pid_t helper() const { return helper_; }
  [[nodiscard]] const base::UniqueFd& helper_process() const { return helper_process_; }

  // When it is over.
  [[nodiscard]] int pam() const { return pam_; }
  [[nodiscard]] Seconds took() const { return took_; }
  [[nodiscard]] const std::vector<std::string>& traces() const { return traces_; }

 private:
  void expect_helper();
  void finish(std::string_view report);

  base::UniqueFd person_;
  pid_t pid_ = -1;
  std::vector<pid_t> earlier_helpers_;
  pid_t helper_ = -1;
  base::UniqueFd helper_process_;
  Facts before_;
  std::chrono::steady_clock::time_point began_;
  int pam_ = -1;
  Seconds took_{};
  std::vector<std::string> traces_;
};

}  // namespace ozibus::module_tests
