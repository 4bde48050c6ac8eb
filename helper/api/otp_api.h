// SPDX-License-Identifier: Apache-2.0
// The port to the OTP service: all that a login knows of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/deadline.h"
#include "helper/contacts/contact.h"
#include "helper/secret.h"

namespace ozibus::api {

enum class Call { Send, Resend, Verify };

// What an answer means. The values are sparse so that no zeroed or flipped memory reads as Success.
enum class Meaning : std::uint32_t {
  Success = 0x6b1d94c3,        // sent, or for Verify: the code is right
  Refused = 0x1f83a25e,        // Send, Resend: the service will not send to this contact
  Rejected = 0x92e4570d,       // Verify: the code is wrong
  SlowDown = 0x35c90fb6,       // too many requests; see Outcome::retry_after
  Misconfigured = 0xc870e61b,  // credentials or address of the service are wrong
  Outage = 0x54af3be8,         // not reached, or no answer that makes sense
  Cancelled = 0xe9164d72,      // whoever waited is gone (see HttpSession)
};

struct Outcome {
  Meaning meaning = Meaning::Outage;
  std::optional<std::chrono::seconds> retry_after;  // with SlowDown, when the service named a time
  std::string reason;                               // for the log, without secrets; empty with Success
};

class OtpApi {
 public:
  virtual ~OtpApi() = default;

  // Orders a new code: one message, or none. Tries the base URLs in turn, beginning with the one
  // that served last, each at most once; an order that may have been written is never repeated at
  // the same one.
  virtual Outcome send(const contacts::Contact& to, base::Deadline deadline) = 0;

  // Orders the running code once more. A base URL other than the one that holds the code is asked
  // with send instead.
  virtual Outcome resend(const contacts::Contact& to, base::Deadline deadline) = 0;

  // Asks whether `code` is the one that was sent to `to`, at the base URL that sent it. An outage that
  // came quickly (not a time-out) is tried once more there.
  virtual Outcome verify(const contacts::Contact& to, const Secret& code, base::Deadline deadline) = 0;
};

}  // namespace ozibus::api
