// SPDX-License-Identifier: Apache-2.0
#include "helper/second_factor.h"

#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <unistd.h>

#include "helper/api/client.h"
#include "helper/api/http_session.h"
#include "helper/channel_terminal.h"
#include "helper/config/config.h"
#include "helper/decision/decision.h"
#include "helper/ledger/ledger.h"
#include "helper/login/dialogue.h"
#include "helper/process/calendar.h"
#include "helper/process/clock.h"
#include "helper/process/hygiene.h"
#include "helper/process/journal.h"
#include "helper/process/sandbox.h"
#include "helper/traced_http.h"

namespace ozibus {
namespace {

using base::Deadline;
using decision::misconfigured;
using login::Conclusion;
using login::Report;

// What neither side has to wait for: the module's first message, and ours.
constexpr std::chrono::milliseconds kChannelLimit{10'000};
// For what comes after the dialogue's own deadline: the log line and the verdict.
constexpr std::chrono::milliseconds kParting{2'000};

// What the module said about the login, in memory of our own.
struct Session {
  login::Subject subject;
  std::string config_path;
  bool debug;
  bool has_conversation;
  bool has_password;
  base::Instant began;
};

Session session_of(const protocol::Start& start, base::Instant began) {
  return {.subject = {.user = std::string(start.user),
                      .service = std::string(start.service),
                      .rhost = std::string(start.rhost),
                      .tty = std::string(start.tty),
                      .ruser = std::string(start.ruser),
                      .uid = ::getuid(),
                      .euid = ::geteuid()},
          .config_path = std::string(start.config_path),
          .debug = start.debug,
          .has_conversation = start.has_conversation,
          .has_password = start.has_password,
          .began = began};
}

void warn_in_log(const login::Subject& subject, const std::string& what) {
  base::LogLine line;
  line.add("warning", what, 700).add("user", subject.user).add("service", subject.service);
  process::write_line(process::Severity::Warning, line.view());
}

Report hold_dialogue(protocol::HelperEnd& channel, const Session& session, const config::Config& config,
                     const std::vector<contacts::Contact>& contacts, ledger::Ledger& ledger) {
  const auto credentials = config::load_credentials(config.api.credentials_file);
  if (!credentials) return misconfigured(credentials.error());

  login::Settings prompt = config.prompt;
  // sshd's PasswordAuthentication answers every hidden question by itself with the password that the
  // client gave. Where no earlier module has left that password to compare with, a visible question
  // comes first: it can't answer that one.
  if (!prompt.echo && !session.has_password) prompt.ask_first = true;

  // Its libraries read their own configuration, and may load code, when they start.
  auto http = std::make_unique<api::HttpSession>(config.api, *credentials, channel.fd());
  const auto confinement = process::enter_sandbox();
  if (!confinement) return misconfigured(confinement.error());
  for (const std::string& warning : confinement->warnings)
    warn_in_log(session.subject, warning);
  TracedHttp traced(*http);
  api::Client client(config.api, *credentials, traced,
                     [&session](const std::string& what) { warn_in_log(session.subject, what); });
  ChannelTerminal terminal(channel);
  const process::SystemClock clock;
  Report report = login::Dialogue(prompt, config.policy.on_unavailable, contacts,
                                  {terminal, client, ledger, clock}, session.began)
                      .run();
  // The process ends by _exit(2), which closes the connection: nobody has to wait until all of libcurl is
  // freed.
  static_cast<void>(http.release());
  return report;
}

Report ask_for_code(protocol::HelperEnd& channel, const Session& session, const config::Config& config,
                    const decision::Enrolled& user) {
  const process::SystemCalendar calendar;
  auto ledger = ledger::Ledger::open(
      config.ledger, {user.account, session.subject.service, session.subject.rhost}, calendar);
  if (!ledger) return misconfigured(ledger.error());
  if (!ledger->damage().empty()) warn_in_log(session.subject, ledger->damage());
  const auto standing = ledger->standing();
  if (!standing) return misconfigured(standing.error());
  if (auto settled = decision::settled_before(*standing)) return *settled;
  if (!session.has_conversation) {
    return {
        .conclusion = Conclusion::Aborted,
        .reason =
            "the application has no conversation to ask in; exempt the user or leave pam_ozibus.so out of "
            "this service"};
  }
  return hold_dialogue(channel, session, config, user.entry.contacts, *ledger);
}

Report second_factor(protocol::HelperEnd& channel, const Session& session, Login& login) {
  auto config = config::load_config(session.config_path);
  if (!config) return misconfigured(config.error());
  if (session.debug) config->log.level = process::Severity::Debug;
  process::open_journal(kProgram, config->log);
  login.exempt_result = config->users.exemptions.result;
  login.report.mode = config->policy.mode;

  const auto login_timeout = config->prompt.login_timeout;
  if (auto done = process::die_after(login_timeout + kParting); !done) return misconfigured(done.error());
  const protocol::Ready ready{static_cast<std::uint32_t>(login_timeout.count())};
  if (!channel.send(ready, Deadline::after(kChannelLimit))) {
    return {.conclusion = Conclusion::Aborted, .reason = "the application is gone"};
  }

  const login::Subject& subject = session.subject;
  auto decision =
      decision::decide(*config, {subject.user, subject.service, subject.rhost}, process::SystemCalendar());
  if (auto* settled = std::get_if<Report>(&decision)) return std::move(*settled);
  return ask_for_code(channel, session, *config, std::get<decision::Enrolled>(decision));
}

std::string describe(protocol::Fault fault, std::uint8_t version) {
  switch (fault) {
    case protocol::Fault::OtherVersion:
      return "the PAM module speaks version " + std::to_string(version) +
             " of the protocol and this helper version " + std::to_string(protocol::kVersion) +
             "; install both from the same package";
    case protocol::Fault::TimedOut:
    case protocol::Fault::Closed:
    case protocol::Fault::Garbled:
    case protocol::Fault::System:
      break;
  }
  return "the PAM module did not introduce itself";
}

// The mode stays, whatever report takes the place of the one before.
void conclude(Login& login, Report report, base::Instant began) {
  report.mode = login.report.mode;
  report.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(base::MonotonicClock::now() - began);
  login.report = std::move(report);
}

}  // namespace

Login hold_login(protocol::HelperEnd& channel) {
  const base::Instant began = base::MonotonicClock::now();
  Login login;
  try {
    const auto received = channel.receive(Deadline::after(kChannelLimit));
    const auto* start = received ? std::get_if<protocol::Start>(&*received) : nullptr;
    if (start == nullptr) {
      const auto fault = received ? protocol::Fault::Garbled : received.error();
      conclude(login, misconfigured({describe(fault, channel.peer_version())}), began);
      return login;
    }
    const Session session = session_of(*start, began);
    login.subject = session.subject;
    conclude(login, second_factor(channel, session, login), began);
  } catch (const std::exception& error) {
    // Out of memory, or a library that failed in a way it does not document: a refusal like any other.
    conclude(login, misconfigured({std::string("internal error: ") + error.what()}), began);
  }
  return login;
}

}  // namespace ozibus
