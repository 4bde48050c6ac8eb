// SPDX-License-Identifier: Apache-2.0
// Where a code can be sent. A Contact exists only if its text was read as a telephone number or a
// mail address: whoever holds one need not check it again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace ozibus::contacts {

enum class Channel { Sms, Mail };

// The word the API uses: "sms" or "mail".
[[nodiscard]] std::string_view api_word(Channel channel) noexcept;

class Contact {
 public:
  // A '+' and 8 to 15 digits, the first not 0 (ITU-T E.164), is SMS; blanks, dashes, dots and
  // parentheses within are dropped; a "(0)" is refused, since it is not part of the number. An address with
  // one '@' is mail: 254 bytes at most (RFC 5321, section 4.5.3.1.3 less the brackets), a local part of RFC
  // 5322 atoms and dots of at most 64 bytes, and a domain of letters, digits, dashes and dots. Everything
  // else is nothing.
  [[nodiscard]] static std::optional<Contact> parse(std::string_view text);

  [[nodiscard]] Channel channel() const noexcept { return channel_; }

  // As the API takes it: E.164 without any separator, or the address.
  [[nodiscard]] const std::string& address() const noexcept { return address_; }

  // For prompt and log: "+61*****001" (country code's two digits, last three) or
  // "a*****@example.com" (first letter and domain). The number of stars tells nothing.
  [[nodiscard]] std::string masked() const;

  friend bool operator==(const Contact&, const Contact&) = default;

 private:
  Contact(Channel channel, std::string address) : channel_(channel), address_(std::move(address)) {}

  Channel channel_;
  std::string address_;
};

}  // namespace ozibus::contacts
