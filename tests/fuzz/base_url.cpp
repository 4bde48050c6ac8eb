// SPDX-License-Identifier: Apache-2.0
// Addresses of the service and of a proxy: libcurl, which will be given them, reads the host that is written
// there, and plain HTTP never leaves this host.
#include <memory>
#include <optional>
#include <string>

#include <curl/curl.h>

#include "helper/config/urls.h"
#include "helper/text/network.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

class CurlUrl {
 public:
  explicit CurlUrl(const std::string& text)
      : url_(curl_url()),
        is_good_(curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) ==
                 CURLUE_OK) {}

  [[nodiscard]] bool is_good() const { return is_good_; }
  [[nodiscard]] std::string part(CURLUPart part) const {
    char* text = nullptr;
    if (curl_url_get(url_.get(), part, &text, 0) != CURLUE_OK) return "";
    const std::string copy(text);
    curl_free(text);
    return copy;
  }

 private:
  std::unique_ptr<CURLU, FreeUrl> url_;
  bool is_good_;
};

// "[2001:db8::1]" in whatever form it is written.
std::optional<text::Address> as_v6(const std::string& host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return std::nullopt;
  return text::Address::parse(host.substr(1, host.size() - 2));
}

// Scheme and host and nothing that could hide another one.
void require_read_alike(const CurlUrl& url, const std::string& text) {
  require(url.is_good(), "libcurl takes the address");
  for (const CURLUPart part :
       {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY, CURLUPART_FRAGMENT})
    require(url.part(part).empty(), "an address has neither user information nor a query");
  const std::string beginning = url.part(CURLUPART_SCHEME) + "://";
  require(text.starts_with(beginning), "libcurl reads the scheme that is written there");
  const std::string rest = text.substr(beginning.size());
  const std::string host = url.part(CURLUPART_HOST);
  const auto v6 = as_v6(rest.substr(0, rest.find(']') + 1));
  require(v6 ? v6 == as_v6(host) : rest.starts_with(host), "libcurl goes to the host that is written there");
}

void try_base_url(std::string_view input) {
  std::string text(input);
  if (!config::accept_base_url(text)) return;
  require(input.starts_with(text) && !text.ends_with('/'), "only slashes are taken off");
  std::string again = text;
  require(config::accept_base_url(again) && again == text, "what was accepted is accepted again");
  const CurlUrl url(text);
  require_read_alike(url, text);
  const std::string host = url.part(CURLUPART_HOST);
  const bool is_loopback =
      host == "[::1]" || (host.starts_with("127.") && text::Address::parse(host).has_value());
  require(url.part(CURLUPART_SCHEME) == "https" || is_loopback, "plain HTTP is for this host only");
}

void try_proxy(std::string_view input) {
  std::string text(input);
  if (!config::accept_proxy(text) || text.empty()) return;
  require(text == input, "a proxy stays as it is written");
  const CurlUrl url(text);
  require_read_alike(url, text);
  require(!url.part(CURLUPART_PORT).empty() && url.part(CURLUPART_PATH).size() <= 1,
          "a proxy is a host and a port");
}

}  // namespace

void run(std::string_view input) {
  try_base_url(input);
  try_proxy(input);
}

}  // namespace ozibus::fuzz
