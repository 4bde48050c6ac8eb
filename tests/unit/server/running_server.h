// SPDX-License-Identifier: Apache-2.0
// The whole server but its program, on a free port of 127.0.0.1 and a thread of this process.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

#include <sys/eventfd.h>

#include "server/http_front.h"
#include "server/memory_store.h"
#include "tests/unit/server/fakes.h"
#include "tests/unit/server/test_certificate.h"

namespace ozibus::server {

enum class Encryption { none, tls };

class RunningServer {
 public:
  explicit RunningServer(Encryption encryption, FrontSettings settings = {}) {
    std::optional<TlsContext> tls;
    if (encryption == Encryption::tls) {
      const TestCertificate made = make_test_certificate();
      write_file(certificate(), made.certificate);
      write_file(folder_ / "key", made.private_key);
      auto loaded = TlsContext::load(certificate(), folder_ / "key");
      tls = std::move(loaded.value());
    }
    front_ = std::make_unique<HttpFront>(settings, std::move(tls), service_, access_log_);
    thread_ = std::thread([this] { front_->run(listener_, stop_.get()); });
  }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;
  ~RunningServer() { stop(); }

  void stop() {
    ::eventfd_write(stop_.get(), 1);
    if (thread_.joinable()) thread_.join();
  }
  [[nodiscard]] int port() const { return listener_.endpoint().port; }
  [[nodiscard]] std::string certificate() const { return folder_ / "cert"; }
  [[nodiscard]] std::string log() const { return read_file(folder_ / "log"); }
  [[nodiscard]] std::size_t connections_seen() const {
    std::set<std::string> ports;
    const std::string text = log();
    for (auto at = text.find("\"port\":"); at != std::string::npos; at = text.find("\"port\":", at + 1)) {
      ports.insert(text.substr(at, text.find(',', at) - at));
    }
    return ports.size();
  }

  Phone phone;

 private:
  TemporaryFolder folder_;
  base::UniqueFd stop_{::eventfd(0, EFD_CLOEXEC)};
  SystemClock clock_;
  KeyedHash hash_;
  Merchants merchants_{{{"MCH-1", "sk_1", ""}}, hash_};
  MemoryStore store_{clock_, 100};
  Codes codes_{{}, store_, hash_, clock_};
  SendLimit send_limit_{{}, clock_, 100};
  Service service_{{merchants_, codes_, send_limit_, phone, hash_, clock_}};
  AccessLog access_log_{AppendFile::open(folder_ / "log").value(), clock_};
  Listener listener_ = Listener::open(ListenAddress::parse("127.0.0.1", 0).value()).value();
  std::unique_ptr<HttpFront> front_;
  std::thread thread_;
};

}  // namespace ozibus::server
