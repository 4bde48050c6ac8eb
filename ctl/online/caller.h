// SPDX-License-Identifier: Apache-2.0
// The side that speaks to the service.
#pragma once

#include <chrono>

#include "helper/api/settings.h"

namespace ozibus::ctl::online {

// Gives up what a login's helper gives up, goes behind the same walls, asks every base URL with the helper's
// own client, and sends an Answer for each to `channel`, one message each. For a process of its own, which
// has to end itself afterwards.
void call_all(const api::Settings& settings, const api::Credentials& credentials, int channel);

// The longest that can take.
[[nodiscard]] std::chrono::milliseconds longest_calls(const api::Settings& settings);

}  // namespace ozibus::ctl::online
