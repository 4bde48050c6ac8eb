// SPDX-License-Identifier: Apache-2.0
// What the ledger is asked, and what it answers.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "helper/ledger/digest.h"

namespace ozibus::ledger {

// Who logs in to what, from where. Bytes that may be anything.
struct Visit {
  std::string user;
  std::string service;
  std::string rhost;
};

struct Standing {
  std::optional<std::chrono::milliseconds>
      remembered_for;                                   // a code from that address counts for this login, too
  std::optional<std::chrono::milliseconds> locked_for;  // too many rejected codes
  int recovery_codes = 0;                               // not used yet
};

// The answers to begin_order().
struct Ordered {
  int left;  // how many more may be ordered now
};
struct OverLimit {
  enum class Whose { User, Host };
  Whose whose;
  std::chrono::milliseconds wait;  // until one more may be ordered
};

// A code that was ordered before and was not accepted or used up since.
struct RunningCode {
  Key contact;  // contact_key() of where it went
  std::size_t base_url;
  std::chrono::milliseconds age;
  int left;
};

using OrderAnswer = std::variant<Ordered, OverLimit, RunningCode>;

}  // namespace ozibus::ledger
