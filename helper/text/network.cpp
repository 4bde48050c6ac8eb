// SPDX-License-Identifier: Apache-2.0
#include "helper/text/network.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace ozibus::text {
namespace {

constexpr int kBitsOfV4 = 32;
constexpr int kBitsOfV6 = 128;

// What a v4-mapped address begins with (RFC 4291, section 2.5.5.2); the v4 address follows.
constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

int bits_of(const Address& address) {
  return address.is_v4() ? kBitsOfV4 : kBitsOfV6;
}

// The name or number of an interface.
bool is_zone(std::string_view text) {
  constexpr std::size_t kLongestZone = 15;
  const auto is_printable = [](char c) { return c > 0x20 && c < 0x7f && c != '%' && c != '/'; };
  return !text.empty() && text.size() <= kLongestZone && std::ranges::all_of(text, is_printable);
}

// Without sign or leading zero.
std::optional<int> parse_prefix(std::string_view text) {
  int prefix = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, prefix);
  const bool is_plain = !text.empty() && text.front() != '-' && (text.front() != '0' || text.size() == 1);
  if (error != std::errc{} || stop != end || !is_plain) return std::nullopt;
  return prefix;
}

}  // namespace

std::optional<Address> Address::parse(std::string_view text) {
  const std::size_t percent = text.find('%');
  const bool has_zone = percent != std::string_view::npos;
  if (has_zone && !is_zone(text.substr(percent + 1))) return std::nullopt;
  const std::string host(text.substr(0, percent));
  // inet_pton() would stop there.
  if (host.find('\0') != std::string::npos) return std::nullopt;

  Address address;
  std::array<std::uint8_t, 16> v6{};
  if (::inet_pton(AF_INET6, host.c_str(), v6.data()) != 1) {
    address.is_v4_ = ::inet_pton(AF_INET, host.c_str(), address.bytes_.data()) == 1;
    if (!address.is_v4_) return std::nullopt;
  } else if (std::equal(kMapped.begin(), kMapped.end(), v6.begin())) {
    address.is_v4_ = true;
    std::copy(v6.begin() + kMapped.size(), v6.end(), address.bytes_.begin());
  } else {
    address.bytes_ = v6;
  }
  if (has_zone && address.is_v4_) return std::nullopt;
  return address;
}

std::string Address::text() const {
  std::array<char, INET6_ADDRSTRLEN> buffer{};
  const char* const text =
      ::inet_ntop(is_v4_ ? AF_INET : AF_INET6, bytes_.data(), buffer.data(), buffer.size());
  return text == nullptr ? "" : text;
}

std::optional<Network> Network::parse(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view base = text.substr(0, slash);
  // Without its zone the network would be wider than it was meant.
  const auto address = base.find('%') == std::string_view::npos ? Address::parse(base) : std::nullopt;
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return around(*address, bits_of(*address));

  auto prefix = parse_prefix(text.substr(slash + 1));
  const bool is_mapped = address->is_v4() && base.find(':') != std::string_view::npos;
  if (prefix && is_mapped) *prefix -= kBitsOfV6 - kBitsOfV4;
  if (!prefix || *prefix < 0 || *prefix > bits_of(*address)) return std::nullopt;
  const Network network = around(*address, *prefix);
  return network.base_ == *address ? std::optional(network) : std::nullopt;
}

Network Network::around(const Address& address, int prefix) {
  Network network;
  network.base_ = address;
  network.prefix_ = std::clamp(prefix, 0, bits_of(address));
  int left = network.prefix_;
  for (std::uint8_t& byte : network.base_.bytes_) {
    const int kept = std::clamp(left, 0, 8);
    byte &= static_cast<std::uint8_t>(0xff00U >> kept);
    left -= kept;
  }
  return network;
}

bool Network::contains(const Address& address) const noexcept {
  return around(address, prefix_) == *this;
}

std::string Network::text() const {
  return base_.text().append("/").append(std::to_string(prefix_));
}

}  // namespace ozibus::text
