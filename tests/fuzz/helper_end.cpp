// SPDX-License-Identifier: Apache-2.0
// What the helper reads from a module that says anything: nothing is an answer but a good frame that came in
// its turn, and all else is nobody who answers.
#include <array>
#include <optional>
#include <semaphore>
#include <thread>
#include <vector>

#include <sys/socket.h>

#include "helper/channel_terminal.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/packets.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using login::HangUp;
using protocol::FromModule;

// What sshd answers for whom it will not let in (auth-pam.c).
constexpr std::string_view kReplaced = "\b\n\r\177INCORRECT";

FromModule any_message(Input& input) {
  constexpr std::array<protocol::RefusalReason, 4> kReasons = {
      protocol::RefusalReason::NoAnswer, protocol::RefusalReason::Failed,
      protocol::RefusalReason::PasswordGiven, protocol::RefusalReason{0}};
  switch (input.number(4)) {
    case 0:
      return protocol::Answer{input.line()};
    case 1:
      return protocol::Refusal{input.one_of(kReasons)};
    case 2: {
      const std::string_view name = input.line();
      return protocol::Start{.user = name, .service = name, .config_path = name, .debug = input.flag()};
    }
    default:
      return protocol::Answer{kReplaced};
  }
}

// What is said in one turn: mostly one packet.
using Turn = std::vector<Packet>;
std::vector<Turn> any_turns(Input& input) {
  std::vector<Turn> turns;
  while (!input.empty() && turns.size() < 16) {
    const std::size_t packets = (1 + input.number(3)) % 3;
    turns.emplace_back();
    for (std::size_t i = 0; i < packets; ++i)
      turns.back().push_back(any_packet(input, any_message(input)));
  }
  return turns;
}

void say(int fd, const Turn& turn) {
  for (const Packet& packet : turn)
    (void)send_packet(fd, packet);
}

// Says each turn but the first when it is asked, and leaves instead of keeping quiet.
void play_module(int fd, const std::vector<Turn>& turns, std::counting_semaphore<>& said) {
  for (std::size_t i = 1; i < turns.size() && !receive_packet(fd).empty() && !turns[i].empty(); ++i) {
    say(fd, turns[i]);
    said.release();
  }
  (void)::shutdown(fd, SHUT_RDWR);
}

const protocol::Answer* answer_in(const std::optional<FromModule>& message) {
  return message ? std::get_if<protocol::Answer>(&*message) : nullptr;
}

// The view is into the packet.
std::optional<FromModule> good(const Turn& turn) {
  if (turn.empty() || turn.front().has_descriptor) return std::nullopt;
  const auto message = protocol::decode<FromModule>(turn.front().bytes);
  return message ? std::optional(*message) : std::nullopt;
}

bool is_replaced(std::string_view text) {
  return text.starts_with(kReplaced.substr(0, 4));
}

// True when there was an answer, so that another question may follow.
bool ask(ChannelTerminal& terminal, const Turn& turn, bool is_out_of_turn, base::Deadline deadline) {
  const login::Reply reply = terminal.ask("Code: ", login::Echo::On, deadline);
  const auto message = good(turn);
  const auto* wanted = answer_in(message);
  if (const auto* text = std::get_if<Secret>(&reply)) {
    require(!is_out_of_turn, "nothing that was said before the question is its answer");
    require(wanted != nullptr && wanted->text == text->reveal() && !is_replaced(wanted->text),
            "an answer is what a good frame says");
    return true;
  }
  const HangUp why = std::get<HangUp>(reply);
  const auto* refusal = message ? std::get_if<protocol::Refusal>(&*message) : nullptr;
  require(why != HangUp::TimedOut, "whoever is gone is not waited for");
  if (is_out_of_turn) require(why == HangUp::HostGone, "who speaks out of turn is not listened to");
  require((why == HangUp::HostGone) == (is_out_of_turn || (refusal == nullptr && wanted == nullptr)),
          "an answer or a refusal is understood");
  require(why != HangUp::NotPermitted || (wanted != nullptr && is_replaced(wanted->text)),
          "sshd's own answer is known");
  return false;
}

}  // namespace

void run(std::string_view input) {
  const NoNewDescriptor none;
  Input events(input);
  const std::vector<Turn> turns = any_turns(events);
  if (turns.empty()) return;
  auto [tested, module] = connected();
  say(module.get(), turns.front());
  if (turns.front().empty()) return;

  protocol::HelperEnd channel(std::move(tested));
  const auto deadline = base::Deadline::after(std::chrono::seconds(60));
  const auto first = channel.receive(deadline);
  require(first.has_value() == good(turns.front()).has_value(), "only a good frame is a message");
  std::counting_semaphore<> said(0);
  std::thread player(play_module, module.get(), std::cref(turns), std::ref(said));
  ChannelTerminal terminal(channel);
  for (std::size_t i = 1; i < turns.size(); ++i) {
    if (!ask(terminal, turns[i], turns[i - 1].size() > 1, deadline)) break;
    // Or what follows in the same turn could come behind the next question.
    said.acquire();
  }
  (void)::shutdown(channel.fd(), SHUT_RDWR);
  player.join();
}

}  // namespace ozibus::fuzz
