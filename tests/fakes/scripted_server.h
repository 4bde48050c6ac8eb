// SPDX-License-Identifier: Apache-2.0
// An HTTP server that does exactly what a test wrote down for each of its connections, right or
// wrong, and remembers what it was sent. It listens on 127.0.0.1, with or without TLS.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <vector>

#include <openssl/ssl.h>

#include "base/unique_fd.h"
#include "tests/fakes/certificates.h"

namespace ozibus::fakes {

// One thing done on a connection. When its script is over, the connection is closed in order.
struct Receive {};       // one request, as far as its headers and Content-Length say
struct ReceiveHead {};   // one request's headers only
struct ReceiveBytes {};  // whatever comes first, as a server without TLS gets a ClientHello
struct Send {
  std::string bytes;
};
struct SendForever {  // the same bytes until the other side has had enough
  std::string bytes;
};
struct SendSlowly {  // the same, one by one
  std::string bytes;
  std::chrono::milliseconds pause;
};
struct Request;
struct Judge {  // one request, answered by what it says
  std::function<std::string(const Request&)> answer;
};
struct Close {};    // before the script is over
struct Reset {};    // by a TCP reset
struct Silence {};  // nothing more until the other side closes
struct Tls;
struct StartTls {                // for a server with TLS: not before, as behind a proxy's tunnel
  const Tls* instead = nullptr;  // of the server's own
};
using Step = std::variant<Receive, ReceiveHead, ReceiveBytes, Send, SendForever, SendSlowly, Judge, Close,
                          Reset, Silence, StartTls>;
using Script = std::vector<Step>;

// A response with a right Content-Length.
[[nodiscard]] std::string response(int status, std::string_view body, std::string_view more_headers = {});

struct Request {
  std::size_t connection = 0;  // counted from 0
  std::string head;            // request line and headers, with their line ends
  std::string body;

  [[nodiscard]] std::string line() const;                         // "POST /v1/send HTTP/1.1"
  [[nodiscard]] std::string header(std::string_view name) const;  // any case; empty when absent
};

struct Tls {
  const Identity& identity;
  int highest_version = 0;            // TLS1_1_VERSION, …; 0 for no limit
  int verify_mode = SSL_VERIFY_NONE;  // what is wanted of the client's certificate
};

class ScriptedServer {
 public:
  // Connection number n plays scripts[n]; one beyond them is closed as soon as it is there.
  explicit ScriptedServer(std::vector<Script> scripts);
  ScriptedServer(std::vector<Script> scripts, const Tls& tls);
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::string url(std::string_view path = "/v1") const;

  [[nodiscard]] std::size_t connections() const;
  [[nodiscard]] std::size_t handshakes() const;  // TLS only, those that succeeded
  [[nodiscard]] std::vector<Request> requests() const;

  // Until connection `number` has been made, its script is over, and it is closed.
  void wait_until_closed(std::size_t number) const;
  // Until connection `number` has been made and has `steps` of its script behind it.
  void wait_for_steps(std::size_t number, std::size_t steps) const;

 private:
  struct FreeContext {
    void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
  };
  struct Progress {
    int socket = -1;  // when open
    std::size_t steps = 0;
  };
  class Peer;

  void listen();
  void accept_all();
  void serve(base::UniqueFd socket, std::size_t number);
  [[nodiscard]] bool shake_hands(Peer& peer, SSL_CTX* context);
  void play(Peer& peer, const Script& script, std::size_t number);

  const std::vector<Script> scripts_;
  const std::unique_ptr<SSL_CTX, FreeContext> tls_;
  base::UniqueFd listener_;
  std::uint16_t port_ = 0;

  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::vector<Progress> connections_;
  std::vector<Request> requests_;
  std::size_t handshakes_ = 0;
  bool stopping_ = false;

  std::vector<std::jthread> connection_threads_;
  std::jthread accept_thread_;
};

}  // namespace ozibus::fakes
