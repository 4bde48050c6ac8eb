// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/scripted_server.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <strings.h>
#include <sys/socket.h>

namespace ozibus::fakes {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";

template <typename... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> make_context(const Tls& tls) {
  std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  // Otherwise an old version would be refused here and not by the client that is under test.
  if (tls.highest_version != 0) {
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), tls.highest_version);
    SSL_CTX_set_max_proto_version(context.get(), tls.highest_version);
  }
  SSL_CTX_set_verify(context.get(), tls.verify_mode, nullptr);
  if (SSL_CTX_use_certificate(context.get(), tls.identity.certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), tls.identity.key.get()) != 1) {
    throw std::runtime_error("test server: certificate");
  }
  return context;
}

// A write to a closed TLS connection raises SIGPIPE for the writing thread; the program that is
// under test keeps its own disposition.
void block_sigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

std::string response(int status, std::string_view body, std::string_view more_headers) {
  return "HTTP/1.1 " + std::to_string(status) +
         " Scripted\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + std::string(more_headers) + "\r\n" + std::string(body);
}

std::string Request::line() const {
  return head.substr(0, head.find("\r\n"));
}

std::string Request::header(std::string_view name) const {
  for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at)) {
    at += 2;
    const std::size_t end = std::min(head.find("\r\n", at), head.size());
    const std::string field = head.substr(at, end - at);
    if (field.size() > name.size() && field[name.size()] == ':' &&
        ::strncasecmp(field.c_str(), name.data(), name.size()) == 0) {
      const std::size_t value = field.find_first_not_of(' ', name.size() + 1);
      return value == std::string::npos ? std::string() : field.substr(value);
    }
  }
  return {};
}

// One connection, in plain or through TLS.
class ScriptedServer::Peer {
 public:
  explicit Peer(int socket) : socket_(socket) {}
  [[nodiscard]] bool start_tls(SSL_CTX* context) {
    tls_.reset(SSL_new(context));
    SSL_set_fd(tls_.get(), socket_);
    if (SSL_accept(tls_.get()) == 1) return true;
    // What the client still sends would reset the connection, and with it the alert that says why.
    tls_.reset();
    wait_for_end();
    return false;
  }

  [[nodiscard]] std::optional<Request> receive_head() {
    while (received_.find(kEndOfHead) == std::string::npos) {
      if (!receive_more()) return std::nullopt;
    }
    Request request;
    request.head = take(received_.find(kEndOfHead) + kEndOfHead.size());
    return request;
  }

  [[nodiscard]] std::optional<Request> receive() {
    std::optional<Request> request = receive_head();
    if (!request) return std::nullopt;
    const std::string length = request->header("Content-Length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (received_.size() < size) {
      if (!receive_more()) return std::nullopt;
    }
    request->body = take(size);
    return request;
  }

  [[nodiscard]] bool receive_bytes() {
    const bool came = receive_more();
    received_.clear();
    return came;
  }

  [[nodiscard]] bool send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = tls_ ? SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                             : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  [[nodiscard]] bool send_slowly(const SendSlowly& slow) {
    for (const char& byte : slow.bytes) {
      pollfd end{socket_, POLLIN, 0};
      if (!send({&byte, 1}) || ::poll(&end, 1, static_cast<int>(slow.pause.count())) != 0) return false;
    }
    return true;
  }

  void wait_for_end() {
    while (receive_more())
      received_.clear();
  }
  void close_in_order() {
    if (tls_) SSL_shutdown(tls_.get());
  }
  void reset() {
    const linger at_once{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }

 private:
  struct FreeSsl {
    void operator()(SSL* ssl) const noexcept { SSL_free(ssl); }
  };

  bool receive_more() {
    std::array<char, 4096> bytes{};
    const auto size = tls_ ? SSL_read(tls_.get(), bytes.data(), static_cast<int>(bytes.size()))
                           : ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (size <= 0) return false;
    received_.append(bytes.data(), static_cast<std::size_t>(size));
    return true;
  }
  std::string take(std::size_t size) {
    std::string taken = received_.substr(0, size);
    received_.erase(0, size);
    return taken;
  }

  int socket_;
  std::unique_ptr<SSL, FreeSsl> tls_;
  std::string received_;
};

ScriptedServer::ScriptedServer(std::vector<Script> scripts) : scripts_(std::move(scripts)) {
  listen();
}

ScriptedServer::ScriptedServer(std::vector<Script> scripts, const Tls& tls)
    : scripts_(std::move(scripts)), tls_(make_context(tls).release()) {
  listen();
}

ScriptedServer::~ScriptedServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const Progress& connection : connections_) {
      if (connection.socket >= 0) ::shutdown(connection.socket, SHUT_RDWR);
    }
  }
  ::shutdown(listener_.get(), SHUT_RDWR);  // wakes accept()
  accept_thread_.join();
  connection_threads_.clear();
}

void ScriptedServer::listen() {
  listener_.reset(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_.get(), generic, size) != 0 || ::listen(listener_.get(), SOMAXCONN) != 0 ||
      ::getsockname(listener_.get(), generic, &size) != 0) {
    throw std::runtime_error("test server: cannot listen");
  }
  port_ = ntohs(address.sin_port);
  accept_thread_ = std::jthread([this] { accept_all(); });
}

void ScriptedServer::accept_all() {
  while (true) {
    base::UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const std::lock_guard lock(mutex_);
    if (stopping_ || !socket.valid()) return;
    const int no_delay = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
    const std::size_t number = connections_.size();
    connections_.push_back({socket.get()});
    connection_threads_.emplace_back(
        [this, number, owned = std::move(socket)]() mutable { serve(std::move(owned), number); });
  }
}

void ScriptedServer::serve(base::UniqueFd socket, std::size_t number) {
  block_sigpipe();
  {
    Peer peer(socket.get());
    const Script script = number < scripts_.size() ? scripts_[number] : Script();
    const bool plain_at_first = std::any_of(script.begin(), script.end(), [](const Step& step) {
      return std::holds_alternative<StartTls>(step);
    });
    if (!tls_ || plain_at_first || shake_hands(peer, tls_.get())) play(peer, script, number);
  }
  const std::lock_guard lock(mutex_);
  connections_[number].socket = -1;
  socket.reset();
  changed_.notify_all();
}

bool ScriptedServer::shake_hands(Peer& peer, SSL_CTX* context) {
  if (!peer.start_tls(context)) return false;
  const std::lock_guard lock(mutex_);
  ++handshakes_;
  return true;
}

void ScriptedServer::play(Peer& peer, const Script& script, std::size_t number) {
  const auto note = [&](std::optional<Request> request) {
    if (!request) return false;
    request->connection = number;
    const std::lock_guard lock(mutex_);
    requests_.push_back(*std::move(request));
    return true;
  };
  const Overloaded act{
      [&](const Receive&) { return note(peer.receive()); },
      [&](const ReceiveHead&) { return note(peer.receive_head()); },
      [&](const ReceiveBytes&) { return peer.receive_bytes(); },
      [&](const Send& step) { return peer.send(step.bytes); },
      [&](const SendForever& step) {
        while (peer.send(step.bytes)) {
        }
        return false;
      },
      [&](const SendSlowly& step) {
        while (peer.send_slowly(step)) {
        }
        return false;
      },
      [&](const Judge& step) {
        const std::optional<Request> request = peer.receive();
        return note(request) && peer.send(step.answer(*request));
      },
      [&](const Close&) { return false; },
      [&](const Reset&) {
        peer.reset();
        return false;
      },
      [&](const Silence&) {
        peer.wait_for_end();
        return false;
      },
      [&](const StartTls& step) {
        return shake_hands(peer, step.instead == nullptr ? tls_.get() : make_context(*step.instead).get());
      },
  };
  for (const Step& step : script) {
    if (!std::visit(act, step)) return;
    const std::lock_guard lock(mutex_);
    ++connections_[number].steps;
    changed_.notify_all();
  }
  peer.close_in_order();
}

std::string ScriptedServer::url(std::string_view path) const {
  return (tls_ ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_) + std::string(path);
}

std::size_t ScriptedServer::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_.size();
}

std::size_t ScriptedServer::handshakes() const {
  const std::lock_guard lock(mutex_);
  return handshakes_;
}

std::vector<Request> ScriptedServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void ScriptedServer::wait_until_closed(std::size_t number) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return number < connections_.size() && connections_[number].socket < 0; });
}

void ScriptedServer::wait_for_steps(std::size_t number, std::size_t steps) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return number < connections_.size() && connections_[number].steps >= steps; });
}

}  // namespace ozibus::fakes
