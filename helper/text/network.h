// SPDX-License-Identifier: Apache-2.0
// Internet addresses and networks as text. Names are never looked up.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ozibus::text {

class Address {
 public:
  // "203.0.113.5" or "2001:db8::5" as inet_pton(3) takes them; "::ffff:203.0.113.5" is the v4 address, and
  // the zone of "fe80::1%eth0" is dropped. Nothing when it is a name or anything else.
  [[nodiscard]] static std::optional<Address> parse(std::string_view text);

  [[nodiscard]] bool is_v4() const noexcept { return is_v4_; }
  // One text for one address, whatever form it was written in.
  [[nodiscard]] std::string text() const;

  friend bool operator==(const Address&, const Address&) = default;

 private:
  friend class Network;
  std::array<std::uint8_t, 16> bytes_{};  // the first four with v4
  bool is_v4_ = false;
};

class Network {
 public:
  // "10.0.0.0/8", "2001:db8::/32", or an address alone, which is a network of one. A v4-mapped network of
  // /96 or longer is the v4 one. Nothing when bits behind the prefix are set: it may be a slip.
  [[nodiscard]] static std::optional<Network> parse(std::string_view text);
  // The network of that prefix length in which `address` lies.
  [[nodiscard]] static Network around(const Address& address, int prefix);

  // Never across the two families.
  [[nodiscard]] bool contains(const Address& address) const noexcept;
  // "10.0.0.0/8"
  [[nodiscard]] std::string text() const;

  friend bool operator==(const Network&, const Network&) = default;

 private:
  Address base_;
  int prefix_ = 0;
};

}  // namespace ozibus::text
