// SPDX-License-Identifier: Apache-2.0
// Faults on the way to the service, and of a connection before anything is said on it.
#include "tests/module/fault.h"

namespace ozibus::module_tests {
namespace {

using fakes::Close;
using fakes::Receive;
using fakes::ReceiveBytes;
using fakes::Reset;
using fakes::Script;
using fakes::Send;
using fakes::Silence;
using fakes::StartTls;

constexpr const char* kNoConnection = "no connection within 300ms";

Course on_the_way(std::function<void(Surroundings&)> strike) {
  return {.connection = {}, .kept = {}, .strike = std::move(strike)};
}

// A server with TLS begins it by itself where a script has no StartTls.
Course before_tls(Script script) {
  script.emplace_back(StartTls{});
  return on_connection(std::move(script));
}

std::vector<Fault> without_a_way() {
  return {
      {"connection refused", on_the_way([](auto& way) { way.lead_to("127.0.0.3"); }), kNobodyThere,
       "Connection refused"},
      {"no route to the address", on_the_way([](auto& way) { way.lead_to("192.0.2.1"); }), kNobodyThere,
       "Network is unreachable"},
      {"connection neither refused nor completed",
       on_the_way([](auto& way) { way.lead_to_a_full_backlog(); }), kNobodyThere, kNoConnection,
       Ends::ByTimeLimit},
      {"name not found", on_the_way([](auto& way) { way.know_no_names(); }), kNobodyThere, "name not found"},
      {"name server never answers", on_the_way([](auto& way) { way.ask_a_silent_name_server(); }),
       kNobodyThere, kNoConnection, Ends::ByTimeLimit},
      {"name look-up never ends", on_the_way([](auto& way) { way.never_end_a_look_up(); }), kNobodyThere,
       kNoConnection, Ends::ByTimeLimit},
  };
}

std::vector<Fault> broken_at_once() {
  return {
      {"connection reset when accepted", before_tls({Reset{}}), kNobodyThere, "onnection reset by peer"},
      {"connection closed when accepted", before_tls({ReceiveBytes{}, Close{}}), kNobodyThere, "TLS failed"},
      {"connection reset in the TLS handshake", before_tls({ReceiveBytes{}, Reset{}}), kNobodyThere,
       "TLS failed"},
      {"connection reset after the first bytes of a TLS handshake",
       before_tls({ReceiveBytes{}, Send{std::string("\x16\x03\x03\x00\x7a\x02", 6)}, Reset{}}), kUnavailable,
       "TLS failed"},
      {"silence in the TLS handshake", before_tls({ReceiveBytes{}, Silence{}}), kNobodyThere, kNoConnection,
       Ends::ByTimeLimit},
      {"plain HTTP where TLS was expected", before_tls({ReceiveBytes{}, Send{success()}}), kUnavailable,
       "TLS failed"},
  };
}

std::vector<Fault> kept_for_too_long() {
  return {
      {"kept connection closed while the person types",
       on_connection({StartTls{}, Receive{}, Send{success()}}),
       {.send = {}, .send_allowed = {}, .verify = PAM_SUCCESS},
       ""},
      {"answer on the kept connection that nobody asked for, then a rejection",
       {.connection = {StartTls{}, Receive{}, Send{rejection()}}, .kept = {Send{success()}, Silence{}}},
       {.send = {}, .send_allowed = {}, .verify = PAM_MAXTRIES},
       "response_code 20"},
      {"end of file at the prompt",
       on_answer({Send{success()}}),
       {.send = {}, .send_allowed = {}, .verify = PAM_CONV_ERR},
       "could not ask",
       Ends::AtOnce,
       "",
       std::nullopt},
  };
}

}  // namespace

std::vector<Fault> faults_of_connections() {
  std::vector<Fault> all = without_a_way();
  for (auto&& more : {broken_at_once(), kept_for_too_long()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace ozibus::module_tests
