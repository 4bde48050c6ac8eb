// SPDX-License-Identifier: Apache-2.0
#include "helper/config/urls.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::config {
namespace {

using namespace std::string_view_literals;

// The form that was accepted, or "refused".
std::string base_url(std::string_view text) {
  std::string url(text);
  return accept_base_url(url) ? url : "refused";
}

bool is_proxy(std::string_view text) {
  std::string url(text);
  const bool accepted = accept_proxy(url);
  EXPECT_EQ(url, text);
  return accepted;
}

TEST(BaseUrl, is_taken_as_it_is) {
  const std::string_view cases[] = {
      "https://api.ozibus.com/v1",
      "https://api.ozibus.com",
      "https://api.ozibus.com:8443/v1",
      "https://api.ozibus.com:1",
      "https://api.ozibus.com:65535/a/b/c",
      "https://localhost/v1",
      "https://192.0.2.1/v1",
      "https://[2001:db8::1]:8443/v1",
      "https://x",
      "https://1otp",
      "https://0x7f.1.example",
      "https://xn--bcher-kva.example",
      "https://a.example/~user/v1.0/a-b_c;d=e,f:g/%20!$&'()*+",
      // With TLS these are names like any other.
      "https://127.0.0.1.evil.com",
      "https://localhost.evil.com/v1",
  };
  for (const auto text : cases)
    EXPECT_EQ(base_url(text), text);
}

TEST(BaseUrl, loses_the_slashes_at_its_end) {
  EXPECT_EQ(base_url("https://api.ozibus.com/"), "https://api.ozibus.com");
  EXPECT_EQ(base_url("https://api.ozibus.com/v1/"), "https://api.ozibus.com/v1");
  EXPECT_EQ(base_url("https://api.ozibus.com/v1//"), "https://api.ozibus.com/v1");
  EXPECT_EQ(base_url("http://[::1]:80/"), "http://[::1]:80");
}

TEST(BaseUrl, goes_without_tls_to_loopback) {
  for (const auto text : {"http://127.0.0.1", "http://127.0.0.1:8080/v1", "http://127.255.255.254",
                          "http://[::1]", "http://[::1]:8080/v1", "http://[0:0:0:0:0:0:0:1]"}) {
    EXPECT_EQ(base_url(text), text);
  }
}

TEST(BaseUrl, goes_nowhere_else_without_tls) {
  const std::string_view cases[] = {
      "http://api.ozibus.com/v1",
      "http://localhost",
      "http://localhost:8080/v1",
      "http://192.0.2.1",
      "http://128.0.0.1",
      "http://0.0.0.0",
      "http://127.0.0.1.evil.com",
      "http://127.0.0.1.evil.com/localhost",
      "http://localhost.evil.com",
      "http://localhost@evil.com",
      "http://127.0.0.1@evil.com",
      "http://localhost:80@evil.com",
      "http://evil.com/localhost",
      "http://evil.com/@localhost",
      "http://evil.com#localhost",
      "http://evil.com?localhost",
      "http://evil.com#@localhost",
      "http://evil.com\\@localhost",
      "http://localhost\\@evil.com",
      "http://LOCALHOST",
      "http://localhost.",
      "http://localhost.localdomain",
      "http://127.1",
      "http://127.0.1",
      "http://2130706433",
      "http://0x7f.0.0.1",
      "http://0x7f000001",
      "http://0177.0.0.1",
      "http://127.0.0.01",
      "http://127.0.0.256",
      "http://127.0.0.1.",
      "http://[::]",
      "http://[::2]",
      "http://[::ffff:127.0.0.1]",
      "http://[2001:db8::1]",
      "http://[::1].evil.com",
      "http://[::1]evil.com",
      "http://[::1]@evil.com",
      "http://[::1]:80@evil.com",
      "http://evil.com]",
      "http://[::1%25lo]",
      "http://[::1%lo]",
      "http://::1",
      "http://xlocalhost",
      "http://local\0host"sv,
      "http://localhost\0.evil.com"sv,
      "http://127.0.0.1\0.evil.com"sv,
      "http://[::1\0]"sv,
  };
  for (const auto text : cases)
    EXPECT_EQ(base_url(text), "refused") << text;
}

TEST(BaseUrl, is_nothing_but_scheme_host_port_and_path) {
  const std::string label64(64, 'a');
  const std::string host254 = std::string(63, 'a') + "." + std::string(63, 'a') + "." + std::string(63, 'a') +
                              "." + std::string(62, 'a');
  ASSERT_EQ(host254.size(), 254U);
  const std::string cases[] = {
      "",
      "api.ozibus.com",
      "//api.ozibus.com",
      "https:",
      "https:/api.ozibus.com",
      "https://",
      "https:///",
      "https:///v1",
      "HTTPS://api.ozibus.com",
      "Https://api.ozibus.com",
      "ftp://api.ozibus.com",
      "file:///etc/passwd",
      "https+unix://x",
      " https://api.ozibus.com",
      "https://api.ozibus.com ",
      "https://api.ozibus.com\n",
      "https://api.ozibus.com/v1\r\nX: y",
      "https://api ozibus.com",
      "https://api.ozibus.com/v 1",
      "https://api.ozibus.com/v\t1",
      std::string("https://api.ozibus.com/v\0001", 26),
      "https://api.ozibus.com/\x7f",
      "https://api.ozibus.com/\xc3\xa4",
      "https://\xc3\xa4.example",
      "https://user@api.ozibus.com",
      "https://user:password@api.ozibus.com",
      "https://@api.ozibus.com",
      "https://api.ozibus.com/@",
      "https://api.ozibus.com?x=y",
      "https://api.ozibus.com/v1?x=y",
      "https://api.ozibus.com#x",
      "https://api.ozibus.com/v1#x",
      "https://api.ozibus.com\\v1",
      "https://api.ozibus.com/v1\\x",
      "https://api.ozibus.com:",
      "https://api.ozibus.com:/v1",
      "https://api.ozibus.com:0",
      "https://api.ozibus.com:65536",
      "https://api.ozibus.com:99999999999",
      "https://api.ozibus.com:-1",
      "https://api.ozibus.com:+443",
      "https://api.ozibus.com: 443",
      "https://api.ozibus.com:443x",
      "https://api.ozibus.com:https",
      "https://api.ozibus.com:443:443",
      "https://.ozibus.com",
      "https://api..com",
      "https://api.ozibus.com.",
      "https://-api.ozibus.com",
      "https://api-.ozibus.com",
      "https://api_x.ozibus.com",
      "https://api,ozibus.com",
      "https://*.ozibus.com",
      "https://%61pi.ozibus.com",
      "https://[2001:db8::1",
      "https://2001:db8::1]",
      "https://2001:db8::1",
      "https://[]",
      "https://[192.0.2.1]",
      "https://[2001:db8::1]8443",
      "https://[2001:db8::g]",
      "https://[[::1]]",
      "https://a.example/<>",
      "https://a.example/{x}",
      "https://a.example/[x]",
      "https://a.example/\"",
      "https://a.example/`",
      "https://a.example/|",
      "https://a.example/^",
      "https://" + label64 + ".example",
      "https://" + host254,
  };
  for (const auto& text : cases)
    EXPECT_EQ(base_url(text), "refused") << text;
}

// libcurl would go to 127.0.0.1, 8.0.0.1 or the like.
TEST(Host, that_some_readers_take_for_another_address_is_refused) {
  for (const std::string host : {"127.1", "2130706433", "0x7f.0.0.1", "0x7f000001", "1.2.3", "010.0.0.1",
                                 "10.0.0.256", "1.2.3.4.5", "10.0.0.0x1", "name.0X7F", "name.5"}) {
    EXPECT_EQ(base_url("https://" + host), "refused");
    EXPECT_FALSE(is_proxy("http://" + host + ":3128")) << host;
  }
}

TEST(Proxy, is_nothing_or_a_scheme_with_host_and_port) {
  for (const auto text : {"", "http://proxy.example:3128", "https://proxy.example:443",
                          "socks5h://127.0.0.1:1080", "http://[2001:db8::1]:3128", "http://proxy:1"}) {
    EXPECT_TRUE(is_proxy(text)) << text;
  }
  for (const auto text : {"proxy.example:3128",
                          "http://proxy.example",
                          "http://proxy.example:",
                          "http://proxy.example:0",
                          "http://proxy.example:3128/",
                          "http://proxy.example:3128/x",
                          "http://user:pw@proxy.example:3128",
                          "http://proxy.example:3128?x",
                          "http://proxy.example:3128#x",
                          "socks5://127.0.0.1:1080",
                          "socks4://127.0.0.1:1080",
                          "socks5h://127.0.0.1",
                          "HTTP://proxy.example:3128",
                          "http://:3128",
                          "http://",
                          " ",
                          "http://proxy.example:3128 ",
                          "http://a b:3128",
                          "http://proxy.example:3128\n",
                          "ftp://proxy.example:21",
                          "http://[::1]",
                          "http://::1:3128"}) {
    EXPECT_FALSE(is_proxy(text)) << text;
  }
}

}  // namespace
}  // namespace ozibus::config
