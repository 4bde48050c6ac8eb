// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "base/errno_text.h"
#include "server/access_log.h"
#include "server/http_front.h"
#include "server/listener.h"
#include "server/memory_store.h"
#include "server/outbox.h"
#include "server/ready_file.h"
#include "server/service.h"
#include "server/settings.h"
#include "server/terminal.h"

namespace ozibus::server {
namespace {

constexpr int kExitFailure = 1;
constexpr int kExitUsage = 2;
// At about 250 bytes an entry, either table stays below 50 MB.
constexpr std::size_t kMostCodes = 100'000;

struct Options {
  std::string config;
  bool show_codes = false;
};

Result<FanOut> deliveries(const Settings& settings, const Options& options) {
  FanOut all;
  if (!settings.outbox.empty()) {
    auto file = AppendFile::open(settings.outbox);
    if (!file) return tl::unexpected(file.error());
    all.add(std::make_unique<Outbox>(std::move(*file)));
  }
  if (options.show_codes) all.add(std::make_unique<Terminal>(stdout));
  if (all.empty()) {
    return failure(options.config + ": no code would reach anybody; set outbox, or start with --show-codes");
  }
  return all;
}

Result<std::optional<AppendFile>> access_log_file(const Settings& settings) {
  if (settings.access_log.empty()) return std::optional<AppendFile>{};
  auto file = AppendFile::open(settings.access_log);
  if (!file) return tl::unexpected(file.error());
  return std::optional<AppendFile>(std::move(*file));
}

Result<std::optional<TlsContext>> transport(const Settings& settings, const ListenAddress& address,
                                            const std::string& config) {
  if (settings.certificate.empty()) {
    if (address.is_loopback()) return std::optional<TlsContext>{};
    return failure(config +
                   ": plain HTTP is served on a loopback address only; set certificate and "
                   "private_key, or listen = \"127.0.0.1\"");
  }
  auto context = TlsContext::load(settings.certificate, settings.private_key);
  if (!context) return tl::unexpected(context.error());
  return std::optional<TlsContext>(std::move(*context));
}

// Readable once the server is to stop. Threads that are started later inherit the blocked signals.
Result<base::UniqueFd> stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  base::UniqueFd stop(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!stop.valid()) return failure("signalfd: " + std::string(base::errno_text(errno)));
  return stop;
}

Result<void> serve(const Options& options) {
  auto stop = stop_signals();
  if (!stop) return tl::unexpected(stop.error());
  auto settings = load_settings(options.config);
  if (!settings) return tl::unexpected(settings.error());
  const auto address = ListenAddress::parse(settings->listen, settings->port);
  if (!address) return failure(options.config + ": " + address.error().reason);
  auto tls = transport(*settings, *address, options.config);
  if (!tls) return tl::unexpected(tls.error());
  auto delivery = deliveries(*settings, options);
  if (!delivery) return tl::unexpected(delivery.error());
  auto log_file = access_log_file(*settings);
  if (!log_file) return tl::unexpected(log_file.error());

  const SystemClock clock;
  const KeyedHash hash;
  const Merchants merchants(std::move(settings->merchants), hash);
  MemoryStore store(clock, kMostCodes);
  Codes codes(settings->code, store, hash, clock);
  SendLimit send_limit(settings->send_limit, clock, kMostCodes);
  Service service({merchants, codes, send_limit, *delivery, hash, clock});
  AccessLog access_log(std::move(*log_file), clock);
  const bool encrypted = tls->has_value();
  HttpFront front({settings->keep_alive, settings->connections}, std::move(*tls), service, access_log);

  const auto listener = Listener::open(*address);
  if (!listener) return failure(options.config + ": " + listener.error().reason);
  const Endpoint endpoint = listener->endpoint();
  const auto ready = ReadyFile::announce(settings->ready_file, endpoint);
  if (!ready) return tl::unexpected(ready.error());
  (void)std::fprintf(stderr, "ozibus-server: listening on %s port %d, %s\n", endpoint.host.c_str(),
                     endpoint.port, encrypted ? "TLS" : "plain HTTP");
  front.run(*listener, stop->get());
  return {};
}

int run(int argc, char** argv) {
  Options options;
  CLI::App app("A server for one-time codes that speaks the Ozibus OTP API.", "ozibus-server");
  app.set_version_flag("--version", "ozibus-server " OZIBUS_VERSION);
  app.add_option("--config", options.config, "The configuration file (TOML)")->required()->type_name("FILE");
  app.add_flag("--show-codes", options.show_codes,
               "Print each message, with its code, as a phone would show it");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kExitUsage;
  }
  // A core file would hold codes and keys.
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  (void)std::signal(SIGPIPE, SIG_IGN);
  const auto served = serve(options);
  if (served) return 0;
  (void)std::fprintf(stderr, "ozibus-server: %s\n", served.error().reason.c_str());
  return kExitFailure;
}

}  // namespace
}  // namespace ozibus::server

int main(int argc, char** argv) {
  try {
    return ozibus::server::run(argc, argv);
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "ozibus-server: %s\n", error.what());
    return 1;
  }
}
