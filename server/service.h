// SPDX-License-Identifier: Apache-2.0
// The API itself: a request goes in, an answer comes out, and no socket is involved. Says which
// request is refused with what; docs/ozibus-server-api.md lists the same for people.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/codes.h"
#include "server/delivery.h"
#include "server/keyed_hash.h"
#include "server/merchants.h"
#include "server/send_limit.h"
#include "server/wire.h"

namespace ozibus::server {

enum class Transport { plain, tls };

struct Request {
  std::string method;
  std::string path;
  std::string merchant_id;
  std::string api_key;
  std::string authorization;
  std::string content_type;
  std::string cookie;
  std::string body;
  Transport transport = Transport::plain;
};

struct Answer {
  int status = 500;
  int response_code = 90;
  std::string message;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Channel> channel;  // for the access log
  std::string trouble;             // for whoever runs the server; empty when all is well
};

// The answer to what HTTP itself forbids.
[[nodiscard]] Answer refusal(int http_status);

// Parameters such as "; charset=utf-8" change nothing: JSON is UTF-8.
[[nodiscard]] bool is_json(std::string_view content_type);

class Service {
 public:
  struct Parts {
    const Merchants& merchants;
    Codes& codes;
    SendLimit& send_limit;
    Delivery& delivery;
    const KeyedHash& hash;
    const Clock& clock;
  };

  explicit Service(const Parts& parts) : parts_(parts) {}
  // Called from several threads at once.
  [[nodiscard]] Answer answer(const Request& request);
  // Whether a merchant sends it, which its head tells.
  [[nodiscard]] bool admits(const Request& request) const;

 private:
  enum class Order { first, again };

  [[nodiscard]] Answer send(const Request& request, Order order);
  [[nodiscard]] Answer verify(const Request& request);
  [[nodiscard]] std::optional<IssuedCode> issue(const Digest& recipient, Order order);
  [[nodiscard]] Answer deliver(const Digest& recipient, const SendBody& body, const IssuedCode& code);
  [[nodiscard]] Digest recipient_of(const Request& request, const std::string& to) const;

  Parts parts_;
};

}  // namespace ozibus::server
