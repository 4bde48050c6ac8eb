// SPDX-License-Identifier: Apache-2.0
#include "pam_ozibus/relay.h"

#include <optional>

namespace ozibus::pam_ozibus {
namespace {

using base::Deadline;
using protocol::Fault;
using protocol::Outcome;

RelayFailure failure_of(Fault fault) noexcept {
  switch (fault) {
    case Fault::TimedOut:
      return RelayFailure::Silent;
    case Fault::Closed:
      return RelayFailure::Gone;
    case Fault::OtherVersion:
      return RelayFailure::OtherVersion;
    case Fault::Garbled:
    case Fault::System:
      break;
  }
  return RelayFailure::Broken;
}

// One login, message by message. Each handler returns the login's end, or nothing to go on.
using End = std::optional<tl::expected<Outcome, RelayFailure>>;

class Relay {
 public:
  Relay(protocol::ModuleEnd& channel, Host& host) noexcept
      : channel_(channel),
        host_(host),
        began_(base::MonotonicClock::now()),
        deadline_(began_ + kStartLimit) {}

  tl::expected<Outcome, RelayFailure> run(const protocol::Start& start) noexcept {
    // A helper that could not even be sent to may still have left a verdict.
    if (const auto sent = channel_.send(start, deadline_); !sent && sent.error() != Fault::Closed) {
      return tl::unexpected(failure_of(sent.error()));
    }
    for (int count = 0; count < protocol::kMaxMessages; ++count) {
      const auto message = channel_.receive(deadline_);
      if (!message && refused_) return Outcome::ConversationFailed;
      if (!message) return tl::unexpected(failure_of(message.error()));
      const End end = std::visit(*this, *message);
      if (end) return *end;
    }
    return tl::unexpected(RelayFailure::Broken);
  }

  End operator()(const protocol::Ready& ready) noexcept {
    if (ready_) return tl::unexpected(RelayFailure::Broken);
    ready_ = true;
    deadline_ = Deadline(began_ + std::chrono::milliseconds(ready.login_timeout_ms) + kGrace);
    return std::nullopt;
  }

  End operator()(const protocol::Error& error) noexcept {
    host_.show_error(error.text);
    return std::nullopt;
  }

  End operator()(const protocol::Prompt& prompt) noexcept {
    if (!ready_ || refused_) return tl::unexpected(RelayFailure::Broken);
    AnswerBuffer answer;
    const auto typed = host_.ask(prompt.text, prompt.echo, answer);
    if (!typed) {
      // The helper logs it, and may say that this module decides nothing (mode = "observe").
      refused_ = true;
      deadline_ = Deadline::after(kGrace).or_sooner(deadline_);
      (void)channel_.send(protocol::Refusal{typed.error()}, deadline_);
      return std::nullopt;
    }
    const auto sent = channel_.send(protocol::Answer{*typed}, deadline_);
    // The helper may have ended the login while the person typed: then its verdict is still to be read.
    if (!sent && sent.error() != Fault::Closed) return tl::unexpected(failure_of(sent.error()));
    return std::nullopt;
  }

  End operator()(const protocol::Verdict& verdict) noexcept {
    // Nobody is let in or past this module before the configuration was read.
    const bool refuses = verdict.outcome != Outcome::Accepted && verdict.outcome != Outcome::Ignored;
    if (!ready_ && !refuses) return tl::unexpected(RelayFailure::Broken);
    if (refused_ && verdict.outcome != Outcome::Ignored) return Outcome::ConversationFailed;
    return verdict.outcome;
  }

 private:
  protocol::ModuleEnd& channel_;
  Host& host_;
  base::Instant began_;
  Deadline deadline_;
  bool ready_ = false;
  bool refused_ = false;
};

}  // namespace

tl::expected<Outcome, RelayFailure> relay(protocol::ModuleEnd& channel, Host& host,
                                          const protocol::Start& start) noexcept {
  return Relay(channel, host).run(start);
}

}  // namespace ozibus::pam_ozibus
