// SPDX-License-Identifier: Apache-2.0
// A whole login by the module and the helper of wrappers.cpp, in which one call fails, and what is left of
// it.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/failing_calls/plan.h"
#include "tests/fakes/certificates.h"
#include "tests/fakes/scripted_server.h"

namespace ozibus::failing_calls {

inline const std::string kRightCode = "123456";
inline const std::string kWrongCode = "111111";
inline const std::string kWrongRecoveryCode = "ZZZZ-ZZZZ-ZZZZ";

struct Call {
  Process process;
  const char* function;
};

// All that the tests can have fail.
[[nodiscard]] std::vector<Call> all_calls();

// What somebody types, where.
struct Visit {
  std::vector<std::string> lines;
  bool has_recovery_code = false;
  bool trusts_server = true;
};

struct Login {
  int calls = 0;  // of the function, by the process
  int pam = -1;
  bool accepted_by_service = false;  // the right code
  std::size_t requests = 0;
  std::vector<std::string> results;  // lines of the log
  int helper_signal = 0;             // that ended it
  bool took_too_long = false;
  std::size_t descriptors_left = 0;
};

class Bench {
 public:
  Bench();
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  ~Bench();

  // At a site of its own. None fails for 0.
  [[nodiscard]] Login log_in(const Call& call, int nth, const Visit& visit);

 private:
  void authenticate(Login& login, const Visit& visit);

  Plan* plan_;
  const fakes::Authority authority_;
  const fakes::Authority other_authority_;
  const fakes::Identity identity_;
  std::vector<std::string> recovery_hashes_;
};

}  // namespace ozibus::failing_calls
