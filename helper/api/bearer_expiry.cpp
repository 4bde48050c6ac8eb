// SPDX-License-Identifier: Apache-2.0
#include "helper/api/bearer_expiry.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include <time.h>

#include <openssl/evp.h>

#include "helper/api/wire.h"

namespace ozibus::api {
namespace {

// A JWT is three base64url parts between dots (RFC 7519, section 3); the second holds the claims.
std::optional<std::string_view> claims_part(std::string_view bearer) {
  if (std::count(bearer.begin(), bearer.end(), '.') != 2) return std::nullopt;
  const auto first = bearer.find('.') + 1;
  return bearer.substr(first, bearer.rfind('.') - first);
}

// The library knows base64 with padding only, and writes a zero byte for each '='.
std::optional<std::string> decode_base64url(std::string_view part) {
  std::string padded(part);
  std::replace(padded.begin(), padded.end(), '-', '+');
  std::replace(padded.begin(), padded.end(), '_', '/');
  const std::size_t padding = (4 - padded.size() % 4) % 4;
  padded.append(padding, '=');

  std::string bytes(padded.size() / 4 * 3, '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(padded.data()), static_cast<int>(padded.size()));
  if (size < 0 || static_cast<std::size_t>(size) != bytes.size() || padding > bytes.size())
    return std::nullopt;
  bytes.resize(bytes.size() - padding);
  return bytes;
}

std::string in_utc(time_t seconds) {
  tm parts{};
  std::array<char, 40> text{};
  if (::gmtime_r(&seconds, &parts) == nullptr) return std::to_string(seconds);
  (void)::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts);
  return text.data();
}

}  // namespace

std::optional<std::string> expiry_warning(const Secret& bearer, std::chrono::system_clock::time_point now) {
  const auto part = claims_part(bearer.reveal());
  if (!part) return std::nullopt;
  const auto claims = decode_base64url(*part);
  const auto expiry = claims ? read_expiry(*claims) : std::nullopt;
  if (!expiry || *expiry > std::chrono::system_clock::to_time_t(now)) return std::nullopt;
  return "bearer token expired " + in_utc(*expiry) + "; rotate it";
}

}  // namespace ozibus::api
