// SPDX-License-Identifier: Apache-2.0
// A login that has come as far as a test wants it, with all that takes part in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/module/host_process.h"
#include "tests/module/policy_bench.h"

namespace ozibus::module_tests {

enum class Moment { FirstQuestion, Order, CodeQuestion, Check };
inline constexpr Moment kMoments[] = {Moment::FirstQuestion, Moment::Order, Moment::CodeQuestion,
                                      Moment::Check};

[[nodiscard]] std::string name_of(Moment moment);

class InterruptedLogin {
 public:
  // The service falls silent when it is asked what it is to be asked at that moment.
  InterruptedLogin(Moment moment, const std::string& login_timeout);

  [[nodiscard]] HostProcess& host() { return *host_; }
  // The person answers whatever is still asked.
  void go_on();

 private:
  [[nodiscard]] static fakes::Script script_until(Moment moment);
  void go_to(Moment moment);

  const fakes::ScriptedServer server_;
  Site site_;
  std::unique_ptr<HostProcess> host_;
  bool is_asked_ = false;
};

}  // namespace ozibus::module_tests
