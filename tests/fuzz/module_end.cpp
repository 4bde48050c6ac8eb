// SPDX-License-Identifier: Apache-2.0
// What the module reads from a helper that says anything: nobody is let in or past it but by a verdict that
// says so, in its place, behind frames that were all good, and nobody is asked out of turn.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <sys/socket.h>

#include "pam_ozibus/relay.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/packets.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using protocol::FromHelper;
using protocol::FromModule;
using protocol::Outcome;
using protocol::RefusalReason;

void require_showable(std::string_view text) {
  require(text.size() <= protocol::kMaxText, "what is shown has a bounded length");
  require(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }),
          "what is shown is plain ASCII");
}

// Answers one question after the other with "1", "2" and so on, until nothing more is to come.
class Person final : public pam_ozibus::Host {
 public:
  Person(int answers, RefusalReason why) : answers_(answers), why_(why) {}

  void show_error(std::string_view text) noexcept override { require_showable(text); }
  tl::expected<std::string_view, RefusalReason> ask(std::string_view text, protocol::Echo,
                                                    pam_ozibus::AnswerBuffer& into) noexcept override {
    require_showable(text);
    require(!has_refused_, "nobody is asked again after a refusal");
    require(++questions_ <= protocol::kMaxMessages, "questions are bounded");
    has_refused_ = questions_ > answers_;
    if (has_refused_) return tl::unexpected(why_);
    const std::string answer = std::to_string(questions_);
    std::ranges::copy(answer, into.data());
    return std::string_view(into.data(), answer.size());
  }

  [[nodiscard]] bool has_refused() const { return has_refused_; }
  [[nodiscard]] int questions() const { return questions_; }

  void require_told(int helper) const {
    for (int number = 1; number <= questions_; ++number) {
      const std::string frame = receive_packet(helper);
      const auto message = protocol::decode<FromModule>(frame);
      require(message.has_value(), "the module sends good frames");
      const auto* answer = std::get_if<protocol::Answer>(&*message);
      const auto* refusal = std::get_if<protocol::Refusal>(&*message);
      const bool was_refused = number > answers_;
      require(was_refused ? refusal != nullptr && refusal->reason == why_
                          : answer != nullptr && answer->text == std::to_string(number),
              "the helper is told what was typed, question by question");
    }
    require(receive_packet(helper).empty(), "the helper is told nothing that it did not ask for");
  }

 private:
  int answers_;
  RefusalReason why_;
  int questions_ = 0;
  bool has_refused_ = false;
};

FromHelper any_message(Input& input) {
  constexpr std::array<std::uint32_t, 4> kTimeouts = {110'000, 0, 600'000, 600'001};
  constexpr std::array<Outcome, 10> kOutcomes = {Outcome::Accepted,
                                                 Outcome::Ignored,
                                                 Outcome::Denied,
                                                 Outcome::TimedOut,
                                                 Outcome::AttemptsUsedUp,
                                                 Outcome::UserUnknown,
                                                 Outcome::Unavailable,
                                                 Outcome::Misconfigured,
                                                 Outcome::ConversationFailed,
                                                 static_cast<Outcome>(0x5ac31f97)};
  switch (input.number(4)) {
    case 0:
      return protocol::Ready{input.one_of(kTimeouts)};
    case 1:
      return protocol::Error{input.line()};
    case 2:
      return protocol::Prompt{input.line(), input.flag() ? protocol::Echo::On : protocol::Echo::Off};
    default:
      return protocol::Verdict{input.one_of(kOutcomes)};
  }
}

// The verdict that good frames lead to, with one Ready and no question before it.
std::optional<Outcome> verdict_in(const std::vector<Packet>& packets) {
  bool is_ready = false;
  for (std::size_t i = 0; i < std::min<std::size_t>(packets.size(), protocol::kMaxMessages); ++i) {
    const auto message = protocol::decode<FromHelper>(packets[i].bytes);
    if (!message || packets[i].has_descriptor) return std::nullopt;
    if (const auto* verdict = std::get_if<protocol::Verdict>(&*message))
      return is_ready ? std::optional(verdict->outcome) : std::nullopt;
    const bool says_ready = std::holds_alternative<protocol::Ready>(*message);
    const bool asks = std::holds_alternative<protocol::Prompt>(*message);
    if (is_ready ? says_ready : asks) return std::nullopt;
    is_ready = is_ready || says_ready;
  }
  return std::nullopt;
}

void require_earned(Outcome outcome, const std::vector<Packet>& packets, const Person& person) {
  if (outcome != Outcome::Accepted && outcome != Outcome::Ignored) return;
  require(verdict_in(packets) == outcome, "only a verdict that says so lets in or past");
  require(!person.has_refused() || outcome == Outcome::Ignored, "nobody is let in without an answer");
}

}  // namespace

// How many questions are answered, why the next one is not, and the packets.
void run(std::string_view input) {
  constexpr std::array<RefusalReason, 3> kReasons = {RefusalReason::NoAnswer, RefusalReason::Failed,
                                                     RefusalReason::PasswordGiven};
  const NoNewDescriptor none;
  Input events(input);
  const int answers = static_cast<int>(events.number(10));
  Person person(answers == 9 ? protocol::kMaxMessages : answers, events.one_of(kReasons));
  auto [tested, helper] = connected();
  std::vector<Packet> packets;
  while (!events.empty()) {
    const Packet packet = any_packet(events, any_message(events));
    if (!send_packet(helper.get(), packet)) break;
    packets.push_back(packet);
  }
  require(::shutdown(helper.get(), SHUT_WR) == 0, "the helper has said all");

  {
    protocol::ModuleEnd channel(std::move(tested));
    const auto outcome = pam_ozibus::relay(channel, person, {.user = "alice", .service = "sshd"});
    if (outcome) require_earned(*outcome, packets, person);
    require(!outcome || !packets.empty(), "silence is no verdict");
  }
  const std::string start = receive_packet(helper.get());
  const auto message = protocol::decode<FromModule>(start);
  require(message && std::holds_alternative<protocol::Start>(*message), "the module begins with Start");
  person.require_told(helper.get());
}

}  // namespace ozibus::fuzz
