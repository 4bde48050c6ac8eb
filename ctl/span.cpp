// SPDX-License-Identifier: Apache-2.0
#include "ctl/span.h"

#include "helper/ledger/settings.h"
#include "helper/text/duration.h"

namespace ozibus::ctl {

std::optional<std::chrono::milliseconds> parse_bypass_span(std::string_view text) {
  const auto span = text::parse_duration(text);
  if (!span) return std::nullopt;
  const bool ends_it = *span == std::chrono::milliseconds::zero();
  if (!ends_it && (*span < std::chrono::seconds(1) || *span > ledger::kLongestBypass)) return std::nullopt;
  return span;
}

std::optional<std::chrono::milliseconds> parse_revert_span(std::string_view text) {
  const auto span = text::parse_duration(text);
  if (!span || *span < std::chrono::seconds(1) || *span > std::chrono::hours(1)) return std::nullopt;
  return span;
}

}  // namespace ozibus::ctl
