// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/url_rules.h"

#include <charconv>
#include <cstddef>
#include <fstream>
#include <optional>
#include <string_view>

#include <netinet/in.h>

#include "ctl/check/remedy.h"

namespace ozibus::ctl::check {
namespace {

constexpr std::string_view kPlain = "http://";

// Of a URL without TLS.
std::optional<int> plain_port_of(std::string_view url) {
  if (!url.starts_with(kPlain)) return std::nullopt;
  url.remove_prefix(kPlain.size());
  const std::string_view authority = url.substr(0, url.find('/'));
  const std::size_t colon = authority.find(':', authority.starts_with('[') ? authority.find(']') : 0);
  int port = 80;
  if (colon != std::string_view::npos)
    std::from_chars(authority.data() + colon + 1, authority.data() + authority.size(), port);
  return port;
}

// Containers often let everybody have every port.
std::string remedy_for(const std::string& place, int first_open_port) {
  const std::string sysctl = "sysctl -w net.ipv4.ip_unprivileged_port_start=1024 && ";
  return "give the server a port below 1024, or TLS (ozibus-server(8)), and write its address there, run: " +
         (first_open_port < IPPORT_RESERVED ? sysctl : "") + open_editor(place);
}

}  // namespace

Findings judge_base_urls(const std::vector<std::string>& base_urls, int first_open_port,
                         const KeyPlace& place_of) {
  Findings findings;
  for (const std::string& url : base_urls) {
    const auto port = plain_port_of(url);
    if (!port || *port < first_open_port) continue;
    const std::string place = place_of("base_urls", url);
    add(findings,
        {Gravity::Problem, "port-for-anybody", place,
         "any local user can listen at " + url + " while the server is down, and then accepts every code",
         remedy_for(place, first_open_port)});
  }
  return findings;
}

int find_first_open_port() {
  int port = 1024;
  std::ifstream("/proc/sys/net/ipv4/ip_unprivileged_port_start") >> port;
  return port;
}

}  // namespace ozibus::ctl::check
