// SPDX-License-Identifier: Apache-2.0
// Some logins after each other, over a real ledger: whatever the person types, the service answers and the
// clock does, nobody is let in without a right code, and nothing is ordered or judged beyond its limit.
#include "helper/login/dialogue.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "helper/ledger/administration.h"
#include "helper/ledger/recovery.h"
#include "tests/fuzz/dialogue_world.h"
#include "tests/fuzz/scratch_folder.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/typed.h"

namespace ozibus::fuzz {
namespace {

using namespace std::chrono_literals;
using contacts::Contact;
using login::Conclusion;
using login::Report;

constexpr int kMostLogins = 4;

ledger::Settings any_limits(Input& input, const std::string& state_dir) {
  constexpr std::array<int, 4> kCounts = {5, 1, 2, 3};
  constexpr std::array<milliseconds, 2> kSpans = {0s, 1h};
  return {.send_limit = {input.one_of(kCounts), 15min},
          .send_limit_host = {input.one_of(kCounts), 20min},
          .lockout = {input.one_of(kCounts), 10min},
          .remember = input.one_of(kSpans),
          .state_dir = state_dir};
}

login::Settings any_settings(Input& input) {
  constexpr std::array<milliseconds, 4> kWaits = {20s, 0s, 1s, 10min};
  constexpr std::array<milliseconds, 3> kTimeouts = {110s, 5s, 10min};
  return {.echo = !input.flag(),
          .ask_first = input.flag(),
          .attempts = 1 + static_cast<int>(input.number(10)),
          .resends = static_cast<int>(input.number(11)),
          .resend_wait = input.one_of(kWaits),
          .show_contact = input.flag() ? login::ShowContact::Hidden : login::ShowContact::Masked,
          .login_timeout = input.one_of(kTimeouts)};
}

std::vector<Contact> any_contacts(Input& input) {
  const Contact phone = *Contact::parse("+61400000001");
  const Contact other_phone = *Contact::parse("+61400000002");
  const Contact mail = *Contact::parse("alice@example.com");
  const std::array<std::vector<Contact>, 5> choices = {
      {{phone, mail}, {phone}, {mail}, {mail, phone}, {other_phone, phone, mail}}};
  return input.one_of(choices);
}

// Hashed in a way that takes no time (crypt(5), bsdicrypt).
void give_recovery_codes(World& world, const std::string& user) {
  std::vector<std::string> hashes;
  for (const std::string_view code : {kRecoveryCodes[0], kRecoveryCodes[1]}) {
    const auto plain = ledger::read_recovery_code(code);
    hashes.push_back(ledger::hash_recovery_code(*plain, "_/...salt").value());
    world.model.give_recovery_code(user, std::string(plain->reveal()));
  }
  require(
      ledger::Administration(world.limits, user, world.calendar).replace_recovery_codes(hashes).has_value(),
      "recovery codes are kept");
}

void require_let_in_rightly(const World& world, const Trace& trace, Conclusion conclusion) {
  require((conclusion == Conclusion::Accepted) == trace.is_accepted,
          "the service's acceptance of a code lets in");
  require((conclusion == Conclusion::Recovery) == trace.is_recovered, "a recovery code lets in");
  if (conclusion == Conclusion::Unchecked) {
    require(world.on_unavailable == login::OnUnavailable::Allow,
            "an outage lets in only where that is allowed");
    require(!trace.was_heard && trace.orders > 0, "it is no outage when the service was heard");
    require(trace.attempts == 0 && world.clock.now() < trace.deadline, "an outage is not made by the person");
  }
  require(conclusion != Conclusion::Remembered && conclusion != Conclusion::Exempt,
          "a dialogue exempts nobody");
  require(conclusion != Conclusion::Misconfigured || trace.is_misconfigured, "nothing is broken here");
}

void require_bounded(const World& world, const Trace& trace, const Report& report) {
  require(trace.questions <= 70, "questions are bounded");
  require(trace.orders <= 2 + world.settings.resends, "orders are bounded");
  require(trace.wrong <= world.settings.attempts, "attempts are bounded");
  require(report.sends == trace.sent && report.attempts == trace.attempts, "the report counts what happened");
}

void require_told_discreetly(const Trace& trace, const Report& report) {
  if (!report.farewell.empty()) require_plain(report.farewell, 511);
  require_discreet(report.farewell);
  const login::Subject subject{trace.visit.user, trace.visit.service, trace.visit.rhost, "ssh"};
  const base::LogLine line = login::log_line(subject, report);
  require_plain(line.view(), base::LogLine::kCapacity);
  require_discreet(line.view());
  const auto failure = login::failure_line(subject, report);
  if (failure) require_discreet(failure->view());
}

void require_counted(World& world, const Trace& trace) {
  const auto overview = ledger::Administration(world.limits, trace.visit.user, world.calendar).overview();
  require(overview && *overview, "there is a record");
  const int judged = std::min(world.model.rejections(trace.visit, world.now()), world.limits.lockout.count);
  require((*overview)->rejections == judged, "the codes that were rejected are counted");
}

ledger::Visit any_visit(Input& input) {
  constexpr std::array<std::string_view, 2> kUsers = {"alice", "bob"};
  constexpr std::array<std::string_view, 2> kServices = {"sshd", "sudo"};
  constexpr std::array<std::string_view, 4> kClients = {"192.0.2.7", "2001:db8::5", "host.example", ""};
  return {std::string(input.one_of(kUsers)), std::string(input.one_of(kServices)),
          std::string(input.one_of(kClients))};
}

void hold_login(World& world) {
  constexpr std::array<milliseconds, 4> kPauses = {1s, 0s, 11min, 2h};
  constexpr std::array<milliseconds, 3> kClockChanges = {0s, 24h, -24h};
  Trace trace{.visit = any_visit(world.input), .deadline = {}};
  const auto contacts = any_contacts(world.input);
  world.pass(world.input.one_of(kPauses));
  world.calendar.shift_wall(world.input.one_of(kClockChanges));
  trace.deadline = world.clock.now() + world.settings.login_timeout;

  auto ledger = ledger::Ledger::open(world.limits, trace.visit, world.calendar);
  require(ledger.has_value() && ledger->damage().empty(), "the ledger opens");
  const auto standing = ledger->standing();
  require(standing.has_value(), "the ledger answers");
  require(standing->remembered_for.has_value() == world.model.is_remembered(trace.visit, world.now()),
          "whom a code let in is remembered");
  require(standing->locked_for.has_value() == world.model.is_locked(trace.visit, world.now()),
          "a lock is seen");
  if (standing->remembered_for || standing->locked_for) return;

  Person person(world, trace);
  Service service(world, trace);
  const Report report = login::Dialogue(world.settings, world.on_unavailable, contacts,
                                        {person, service, *ledger, world.clock}, world.clock.now())
                            .run();
  require_let_in_rightly(world, trace, report.conclusion);
  require_bounded(world, trace, report);
  require_told_discreetly(trace, report);
  require_counted(world, trace);
}

void forget_earlier_runs(const ScratchFolder& state) {
  for (const std::string folder : {"users", "hosts"})
    state.empty(folder);
}

}  // namespace

// A line of settings, and what happens.
void run(std::string_view input) {
  static const ScratchFolder state;
  forget_earlier_runs(state);
  Input events(input);
  Input line(events.line());
  const bool has_recovery_codes = line.flag();
  const auto on_unavailable = line.flag() ? login::OnUnavailable::Allow : login::OnUnavailable::Deny;
  const auto settings = any_settings(line);
  World world{.input = events,
              .limits = any_limits(line, state.path()),
              .settings = settings,
              .on_unavailable = on_unavailable};
  if (has_recovery_codes) give_recovery_codes(world, "alice");
  for (int login = 0; login < kMostLogins && !events.empty(); ++login)
    hold_login(world);
}

}  // namespace ozibus::fuzz
