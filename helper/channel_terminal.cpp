// SPDX-License-Identifier: Apache-2.0
#include "helper/channel_terminal.h"

#include <chrono>
#include <string_view>

#include <poll.h>

namespace ozibus {
namespace {

using login::HangUp;
using protocol::Fault;

// The module must not wait for us to read it, nor we for a module that has stopped reading.
constexpr std::chrono::milliseconds kSendLimit{2000};

HangUp hang_up_of(Fault fault) {
  switch (fault) {
    case Fault::TimedOut:
      return HangUp::TimedOut;
    case Fault::Closed:
    case Fault::Garbled:
    case Fault::OtherVersion:
    case Fault::System:
      break;
  }
  return HangUp::HostGone;
}

HangUp hang_up_of(protocol::RefusalReason reason) {
  switch (reason) {
    case protocol::RefusalReason::Failed:
      return HangUp::Failed;
    case protocol::RefusalReason::NoAnswer:
      return HangUp::NoAnswer;
    case protocol::RefusalReason::PasswordGiven:
      return HangUp::PasswordGiven;
  }
  return HangUp::Failed;
}

// What sshd puts in the place of an answer when its own settings (PermitRootLogin, AllowUsers) refuse
// the user: it begins with bytes that no terminal sends in a line.
constexpr std::string_view kReplacedAnswer = "\b\n\r\177";

// Before it is asked, a module that keeps to the protocol says nothing.
bool is_quiet(int fd) {
  pollfd peer{fd, POLLIN, 0};
  return ::poll(&peer, 1, 0) == 0;
}

}  // namespace

login::Reply ChannelTerminal::ask(const std::string& text, login::Echo echo, base::Deadline deadline) {
  if (!is_quiet(channel_.fd())) return HangUp::HostGone;
  const auto sent =
      channel_.send(protocol::Prompt{text, echo}, base::Deadline::after(kSendLimit).or_sooner(deadline));
  if (!sent) return hang_up_of(sent.error());

  const auto received = channel_.receive(deadline);
  if (!received) return hang_up_of(received.error());
  if (const auto* answer = std::get_if<protocol::Answer>(&*received)) {
    if (answer->text.starts_with(kReplacedAnswer)) return HangUp::NotPermitted;
    return Secret(answer->text);
  }
  if (const auto* refusal = std::get_if<protocol::Refusal>(&*received)) return hang_up_of(refusal->reason);
  return HangUp::HostGone;  // a second Start
}

}  // namespace ozibus
