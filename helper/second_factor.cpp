// SPDX-License-Identifier: Apache-2.0
#include "helper/second_factor.h"

#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "helper/api/client.h"
#include "helper/api/http_session.h"
#include "helper/channel_terminal.h"
#include "helper/config/config.h"
#include "helper/contacts/users_map.h"
#include "helper/files/trusted_file.h"
#include "helper/login/dialogue.h"
#include "helper/process/clock.h"
#include "helper/process/hygiene.h"
#include "helper/process/identity.h"
#include "helper/process/journal.h"
#include "helper/traced_http.h"

namespace ozibus {
namespace {

using base::Deadline;
using login::Conclusion;
using login::Report;

// Start is the module's first message, sent before it waits for anything.
constexpr std::chrono::milliseconds kStartLimit{10'000};
// For what comes after the dialogue's own deadline: the log line and the verdict.
constexpr std::chrono::milliseconds kParting{2'000};

Report refused(Conclusion conclusion, std::string reason) {
  return {.conclusion = conclusion,
          .reason = std::move(reason),
          .farewell = std::string(protocol::kNotAvailable)};
}

Report misconfigured(Error error) {
  return refused(Conclusion::Misconfigured, std::move(error.reason));
}

Result<std::vector<contacts::Contact>> contacts_of(const std::string& account, const std::string& map) {
  const auto file = files::open_trusted(map, files::Readers::Anyone);
  if (!file) return tl::unexpected(file.error());
  return contacts::find_contacts(file->get(), map, account);
}

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
                      .ruser = std::string(start.ruser)},
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
                     const std::vector<contacts::Contact>& contacts) {
  const auto credentials = config::load_credentials(config.api.credentials_file);
  if (!credentials) return misconfigured(credentials.error());

  login::Settings prompt = config.prompt;
  // sshd's PasswordAuthentication answers every hidden question by itself with the password that the
  // client gave. Where no earlier module has left that password to compare with, a visible question
  // comes first: it can't answer that one.
  if (!prompt.echo && !session.has_password) prompt.ask_first = true;

  api::HttpSession http(config.api, *credentials, channel.fd());
  TracedHttp traced(http);
  api::Client client(config.api, *credentials, traced,
                     [&session](const std::string& what) { warn_in_log(session.subject, what); });
  ChannelTerminal terminal(channel);
  const process::SystemClock clock;
  return login::Dialogue(prompt, contacts, terminal, client, clock, session.began).run();
}

Report second_factor(protocol::HelperEnd& channel, const Session& session) {
  auto config = config::load_config(session.config_path);
  if (!config) return misconfigured(config.error());
  if (session.debug) config->log.level = process::Severity::Debug;
  process::open_journal(config->log);

  const auto login_timeout = config->prompt.login_timeout;
  process::die_after(login_timeout + kParting);
  const protocol::Ready ready{static_cast<std::uint32_t>(login_timeout.count())};
  if (!channel.send(ready, Deadline::after(kStartLimit))) {
    return {.conclusion = Conclusion::Aborted, .reason = "the application is gone"};
  }

  const auto account = process::find_account(session.subject.user);
  if (!account) return misconfigured(account.error());
  if (!*account) return refused(Conclusion::Unenrolled, "the system does not know this user");
  const auto contacts = contacts_of(**account, config->users.map);
  if (!contacts) return misconfigured(contacts.error());
  if (contacts->empty()) {
    return refused(Conclusion::Unenrolled,
                   "no line for this user in " + config->users.map + "; add one: LOGIN: CONTACT");
  }
  if (!session.has_conversation) {
    return {.conclusion = Conclusion::Aborted, .reason = "the application has no conversation to ask in"};
  }
  return hold_dialogue(channel, session, *config, *contacts);
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

}  // namespace

Login hold_login(protocol::HelperEnd& channel) {
  const base::Instant began = base::MonotonicClock::now();
  Login login;
  try {
    const auto received = channel.receive(Deadline::after(kStartLimit));
    const auto* start = received ? std::get_if<protocol::Start>(&*received) : nullptr;
    if (start == nullptr) {
      const auto fault = received ? protocol::Fault::Garbled : received.error();
      login.report = refused(Conclusion::Misconfigured, describe(fault, channel.peer_version()));
      return login;
    }
    const Session session = session_of(*start, began);
    login.subject = session.subject;
    login.report = second_factor(channel, session);
  } catch (const std::exception& error) {
    // Out of memory, or a library that failed in a way it does not document: a refusal like any other.
    login.report = refused(Conclusion::Misconfigured, std::string("internal error: ") + error.what());
  }
  return login;
}

protocol::Outcome outcome_of(login::Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::Accepted:
      return protocol::Outcome::Accepted;
    case Conclusion::MaxTries:
      return protocol::Outcome::AttemptsUsedUp;
    case Conclusion::Rejected:
    case Conclusion::Limited:
      return protocol::Outcome::Denied;
    case Conclusion::Timeout:
      return protocol::Outcome::TimedOut;
    case Conclusion::Unavailable:
      return protocol::Outcome::Unavailable;
    case Conclusion::Misconfigured:
      return protocol::Outcome::Misconfigured;
    case Conclusion::Unenrolled:
      return protocol::Outcome::UserUnknown;
    case Conclusion::Aborted:
      return protocol::Outcome::ConversationFailed;
  }
  return protocol::Outcome::Misconfigured;
}

}  // namespace ozibus
