// SPDX-License-Identifier: Apache-2.0
#include "helper/config/urls.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace ozibus::config {
namespace {

constexpr std::size_t kLongestHost = 253;
constexpr std::size_t kLongestLabel = 63;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// RFC 3986, section 3.3, without '@': nothing that could be taken for user information.
bool is_path_char(char c) {
  return is_alphanumeric(c) || std::string_view("/-._~%!$&'()*+,;=:").find(c) != std::string_view::npos;
}

std::optional<in_addr> as_ipv4(std::string_view host) {
  in_addr address{};
  return ::inet_pton(AF_INET, std::string(host).c_str(), &address) == 1 ? std::optional(address)
                                                                        : std::nullopt;
}

bool is_label(std::string_view text) {
  const auto is_label_char = [](char c) { return is_alphanumeric(c) || c == '-'; };
  return !text.empty() && text.size() <= kLongestLabel && std::ranges::all_of(text, is_label_char) &&
         !text.starts_with('-') && !text.ends_with('-');
}

bool is_number(std::string_view label) {
  return label.starts_with("0x") || label.starts_with("0X") ||
         label.find_first_not_of("0123456789") == std::string_view::npos;
}

// A row of labels with a dot between each two; an IPv4 address is one as well.
bool is_host_name(std::string_view host) {
  if (host.size() > kLongestHost) return false;
  for (std::string_view rest = host;;) {
    const std::size_t dot = rest.find('.');
    const std::string_view label = rest.substr(0, dot);
    if (!is_label(label)) return false;
    // Some readers take 127.1, 0x7f.1 and 2130706433 for addresses, others for names.
    if (dot == std::string_view::npos) return !is_number(label) || as_ipv4(host).has_value();
    rest.remove_prefix(dot + 1);
  }
}

std::optional<in6_addr> as_ipv6(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return std::nullopt;
  const std::string text(host.substr(1, host.size() - 2));
  // inet_pton() would stop at a NUL.
  if (text.find_first_not_of("0123456789abcdefABCDEF:.") != std::string::npos) return std::nullopt;
  in6_addr address{};
  return ::inet_pton(AF_INET6, text.c_str(), &address) == 1 ? std::optional(address) : std::nullopt;
}

// The host as it is written, never as a resolver would read it: "127.1" and "127.0.0.1.example.com"
// are not loopback. A name, "localhost" too, may lead to both 127.0.0.1 and ::1, and at the one where the
// server does not listen another user can.
bool is_loopback(std::string_view host) {
  if (const auto ipv6 = as_ipv6(host)) return IN6_IS_ADDR_LOOPBACK(&*ipv6);
  const auto ipv4 = as_ipv4(host);
  return ipv4 && ntohl(ipv4->s_addr) >> 24 == 127;
}

bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, port);
  return error == std::errc{} && stop == end && port != 0;
}

struct Authority {
  std::string_view host;
  bool has_port = false;
};

// HOST or HOST:PORT.
std::optional<Authority> read_authority(std::string_view text) {
  const std::size_t bracket = text.find(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = text.substr(0, colon);
  if (!is_host_name(host) && !as_ipv6(host)) return std::nullopt;
  if (colon == std::string_view::npos) return Authority{host, false};
  if (!is_port(text.substr(colon + 1))) return std::nullopt;
  return Authority{host, true};
}

// Takes `scheme` off the front of `url`.
bool take_scheme(std::string_view& url, std::string_view scheme) {
  if (!url.starts_with(scheme)) return false;
  url.remove_prefix(scheme.size());
  return true;
}

}  // namespace

bool accept_base_url(std::string& url) {
  std::string_view rest = url;
  const bool encrypted = take_scheme(rest, "https://");
  if (!encrypted && !take_scheme(rest, "http://")) return false;
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const auto authority = read_authority(rest.substr(0, slash));
  if (!authority || !std::ranges::all_of(rest.substr(slash), is_path_char)) return false;
  if (!encrypted && !is_loopback(authority->host)) return false;
  url.erase(url.find_last_not_of('/') + 1);
  return true;
}

bool accept_proxy(std::string& url) {
  if (url.empty()) return true;
  std::string_view rest = url;
  if (!take_scheme(rest, "http://") && !take_scheme(rest, "https://") && !take_scheme(rest, "socks5h://")) {
    return false;
  }
  const auto authority = read_authority(rest);
  return authority && authority->has_port;
}

}  // namespace ozibus::config
