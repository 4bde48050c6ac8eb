// SPDX-License-Identifier: Apache-2.0
// The module's side of a login: a dumb terminal that shows what the helper says, sends back what was
// typed, and returns the verdict.
#pragma once

#include "base/deadline.h"
#include "pam_ozibus/host.h"
#include "protocol/channel.h"

namespace ozibus::pam_ozibus {

// Why there is no verdict.
enum class RelayFailure {
  Silent,        // the helper kept quiet past its deadline
  Gone,          // it ended without a verdict
  Broken,        // it said what may not be said at that moment
  OtherVersion,  // it is of another build; see ModuleEnd::peer_version()
};

// How long the helper may take to read its configuration, and how much longer than the configured
// login_timeout it may live: it ends the login by itself, this is for the one that hangs.
inline constexpr std::chrono::milliseconds kStartLimit{15'000};
inline constexpr std::chrono::milliseconds kGrace{3'000};

// Sends `start` and obeys until the verdict.
[[nodiscard]] tl::expected<protocol::Outcome, RelayFailure> relay(protocol::ModuleEnd& channel, Host& host,
                                                                  const protocol::Start& start) noexcept;

}  // namespace ozibus::pam_ozibus
