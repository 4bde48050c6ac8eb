// SPDX-License-Identifier: Apache-2.0
// The port to the OTP service: all that a login knows of it.
#pragma once

#include <chrono>
#include <cstddef>
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
  Withheld = 0x0b7ad138,       // Send, Resend: the purse gave nothing, so nothing was asked
};

struct Outcome {
  Meaning meaning = Meaning::Outage;
  std::optional<std::chrono::seconds> retry_after;  // with SlowDown, when the service named a time
  std::string reason;                               // for the log, without secrets; empty with Success
  // With Outage: no base URL could be reached or gave an answer. Not so when one gave an answer of any
  // kind, could not prove who it is, or was not asked.
  bool nobody_answered = false;
  // With Outage: the request, or a part of it, may have been read by somebody.
  bool may_have_arrived = true;
};

// Every order may cost a message, at each base URL.
class Purse {
 public:
  virtual ~Purse() = default;
  // Asked before an order leaves for a base URL (its number in base_urls). False: it is not to be made.
  virtual bool spend(std::size_t base_url) = 0;
  // The order that was paid for last did not leave this host.
  virtual void give_back() = 0;
};

class OtpApi {
 public:
  virtual ~OtpApi() = default;

  // Orders a new code: one message, or none. Tries the base URLs in turn, beginning with the one
  // that served last, each at most once; an order that may have been written is never repeated at
  // the same one. Each is paid from the purse; what was not written to any connection is given back.
  virtual Outcome send(const contacts::Contact& to, Purse& purse, base::Deadline deadline) = 0;

  // Orders the running code once more. A base URL other than the one that holds the code is asked
  // with send instead.
  virtual Outcome resend(const contacts::Contact& to, Purse& purse, base::Deadline deadline) = 0;

  // Asks whether `code` is the one that was sent to `to`, at the base URL that sent it. An outage that
  // came quickly (not a time-out) is tried once more there.
  virtual Outcome verify(const contacts::Contact& to, const Secret& code, base::Deadline deadline) = 0;

  // From here on as if this base URL had taken the last order: an earlier login of the user has ordered
  // there. A number that is not in base_urls changes nothing.
  virtual void take_up(std::size_t base_url) = 0;
};

}  // namespace ozibus::api
