// SPDX-License-Identifier: Apache-2.0
// What may be said between the module and the helper, and when (docs/protocol.md):
//
//   module                     helper
//   Start            ->
//                    <-        Ready
//                    <-        Error           any number, no reply
//                    <-        Prompt
//   Answer, Refusal  ->                        one for each Prompt, never otherwise
//                    <-        Verdict         last; it may also come in place of Ready
//
// All texts are views: into the caller's memory when sent, into the channel's buffer when received,
// where they stand until the next receive().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

namespace ozibus::protocol {

// Raised whenever a message changes its form or meaning. Both programs come from one package, so a
// difference means that it is half installed or that helper= names another build.
inline constexpr std::uint8_t kVersion = 2;

// The helper's end of the channel, in the helper.
inline constexpr int kHelperDescriptor = 3;

// libpam's own limits for a message and a response are 512 bytes with the closing NUL
// (PAM_MAX_MSG_SIZE, PAM_MAX_RESP_SIZE).
inline constexpr std::size_t kMaxText = 511;
// Names and paths in Start. Longer than any login, host name or terminal that Linux knows.
inline constexpr std::size_t kMaxField = 1024;
inline constexpr std::size_t kMaxFrame = 8192;
// More messages than any login needs: ten codes, ten orders and what else is typed between them.
inline constexpr int kMaxMessages = 256;
// The longest login_timeout that ozibus.conf may set, in milliseconds: ten minutes.
inline constexpr std::uint32_t kMaxLoginTimeoutMs = 600'000;

// All that a person is told when the cause is the administrator's business.
inline constexpr std::string_view kNotAvailable =
    "The second factor is not available. Ask your administrator.";

// What becomes of the login. The values are sparse, so that zeroed or flipped memory is no verdict.
enum class Outcome : std::uint32_t {
  Accepted = 0x5ac31f96,
  Ignored = 0xf6ad2328,  // this module decides nothing: need not give a code, or mode = "observe"
  Denied = 0x0e74d2a8,   // no valid code came, or the service will not send one
  TimedOut = 0x4c0be937,
  AttemptsUsedUp = 0x93b85c61,
  UserUnknown = 0xe61a47d3,  // unknown to the system, or without a contact
  Unavailable = 0x2d9f608e,  // the service can't be reached or makes no sense
  Misconfigured = 0x784be51a,
  ConversationFailed = 0xb15692cf,
};

enum class Echo : std::uint8_t { Off = 0, On = 1 };

// ---- from the module

// What libpam knows of the login. Bytes as they came; none holds a NUL.
struct Start {
  std::string_view user{};
  std::string_view service{};
  std::string_view rhost{};
  std::string_view tty{};
  std::string_view ruser{};
  std::string_view config_path{};
  bool debug = false;
  bool has_conversation = false;
  // An earlier module asked for a password, so that an answer can be held against it.
  bool has_password = false;
};

// What was typed, cut at kMaxText bytes.
struct Answer {
  std::string_view text;
};

// Why there is no Answer. The module is leaving; the helper can only log it.
enum class RefusalReason : std::uint8_t {
  Failed = 1,        // the conversation returned an error
  NoAnswer = 2,      // it returned success and nothing (Ctrl-D)
  PasswordGiven = 3  // the answer was the first factor's password
};

struct Refusal {
  RefusalReason reason = RefusalReason::Failed;
};

using FromModule = std::variant<Start, Answer, Refusal>;

// ---- from the helper. Every text is printable ASCII and newlines.

// The configuration is read; the login will have ended after so many milliseconds.
struct Ready {
  std::uint32_t login_timeout_ms = 0;
};

struct Error {
  std::string_view text;
};

struct Prompt {
  std::string_view text;
  Echo echo = Echo::Off;
};

struct Verdict {
  Outcome outcome = Outcome::Misconfigured;
};

using FromHelper = std::variant<Ready, Error, Prompt, Verdict>;

}  // namespace ozibus::protocol
