// SPDX-License-Identifier: Apache-2.0
// Addresses and networks: an address is in a network exactly when its first bits are the network's, and both
// are written as they are read. The bits are compared here in another way.
#include "helper/text/network.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using text::Address;
using text::Network;

// The address as the C library understands it, v4 ones as v4-mapped.
using Bits = std::array<std::uint8_t, 16>;
std::optional<Bits> bits_of(const std::string& text) {
  addrinfo hints{};
  hints.ai_flags = AI_NUMERICHOST;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(text.c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
  Bits bits{};
  if (found->ai_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const std::uint8_t*>(
        &reinterpret_cast<const sockaddr_in*>(found->ai_addr)->sin_addr);
    bits[10] = bits[11] = 0xff;
    std::copy_n(v4, 4, bits.begin() + 12);
  } else {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(found->ai_addr)->sin6_addr.s6_addr;
    std::copy_n(v6, 16, bits.begin());
  }
  ::freeaddrinfo(found);
  return bits;
}

bool has_same_beginning(const Bits& a, const Bits& b, int bits) {
  for (int bit = 0; bit < bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    if ((((a[byte] ^ b[byte]) >> (7 - bit % 8)) & 1) != 0) return false;
  }
  return true;
}

void require_address(const Address& address, std::string_view text) {
  const std::string written(text.substr(0, text.find('%')));
  require(bits_of(written).has_value() && bits_of(written) == bits_of(address.text()),
          "an address is the one that the C library reads");
  require(Address::parse(address.text()) == address, "an address is read as it is written");
}

void require_network(const Network& network, const std::optional<Address>& address) {
  const std::string text = network.text();
  require(Network::parse(text) == network, "a network is read as it is written");
  const std::size_t slash = text.find('/');
  const auto base = Address::parse(text.substr(0, slash));
  require(base && network.contains(*base), "a network's own address is in it");
  if (!address) return;
  const int prefix = std::atoi(text.c_str() + slash + 1) + (base->is_v4() ? 96 : 0);
  const bool is_in = address->is_v4() == base->is_v4() &&
                     has_same_beginning(*bits_of(base->text()), *bits_of(address->text()), prefix);
  require(network.contains(*address) == is_in, "the addresses of a network are those with its first bits");
}

}  // namespace

// A network, and an address below it.
void run(std::string_view input) {
  Input lines(input);
  const std::string_view network_text = lines.line();
  const std::string_view address_text = lines.rest();
  const auto address = Address::parse(address_text);
  if (address) require_address(*address, address_text);
  if (const auto network = Network::parse(network_text)) require_network(*network, address);
}

}  // namespace ozibus::fuzz
