// SPDX-License-Identifier: Apache-2.0
// Who a code is for: the two channels, and what an address on each of them looks like.
#pragma once

#include <optional>
#include <string_view>

namespace ozibus::server {

enum class Channel { sms, mail };

[[nodiscard]] std::string_view name_of(Channel channel);
[[nodiscard]] std::optional<Channel> channel_named(std::string_view name);

// The channel whose address this is: a number in E.164 form ("+" and 8 to 15 digits), or a mail
// address. Nothing for anything else; what passes is printable ASCII without blanks or quotes.
[[nodiscard]] std::optional<Channel> channel_of(std::string_view recipient);

}  // namespace ozibus::server
