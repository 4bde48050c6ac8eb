// SPDX-License-Identifier: Apache-2.0
// Records with a right checksum and impossible contents, as a helper that somebody has taken over could leave
// them: they open, refuse nobody for longer than a limit's window, and no calculation with them overflows.
#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <limits>
#include <string>
#include <variant>

#include "helper/ledger/administration.h"
#include "helper/ledger/ledger.h"
#include "tests/fakes/manual_calendar.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/scratch_folder.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using namespace std::chrono_literals;
using ledger::HostRecord;
using ledger::Ledger;
using ledger::OverLimit;
using ledger::RunningCode;
using ledger::UserRecord;
using std::chrono::milliseconds;

const std::string kUser = "alice";
constexpr const char* kClient = "192.0.2.7";
constexpr const char* kHost = "192.0.2.7/32";

ledger::Settings settings_in(const std::string& folder) {
  return {.send_limit = {2, 15min},
          .send_limit_host = {3, 20min},
          .lockout = {2, 1h},
          .remember = 8h,
          .state_dir = folder};
}

// Eight bytes of a record, at any place of it.
template <typename Record>
void forge_number(Record& record, Input& input) {
  constexpr std::array<std::int64_t, 9> kNumbers = {
      0,
      1,
      50,
      -1,
      std::numeric_limits<std::int64_t>::max(),
      std::numeric_limits<std::int64_t>::min(),
      std::int64_t{1} << 50,
      std::chrono::milliseconds(1000h).count(),  // when the calendar begins, since the start of the machine
      std::chrono::milliseconds(500'000h).count(),  // and since 1970
  };
  constexpr std::size_t kPlaces = sizeof(Record) / sizeof(std::int64_t);
  const std::size_t place = (input.number(256) * 256 + input.number(256)) % kPlaces;
  const std::int64_t number = input.one_of(kNumbers) ^ static_cast<std::int64_t>(input.number(4));
  std::array<char, sizeof(Record)> bytes{};
  std::memcpy(bytes.data(), &record, sizeof record);
  std::memcpy(bytes.data() + place * sizeof number, &number, sizeof number);
  std::memcpy(&record, bytes.data(), sizeof record);
}

template <typename Record>
void forge(const std::string& state_dir, const std::string& owner, Input& input) {
  auto file = ledger::find_record<Record>(state_dir, owner);
  require(file && *file, "there is a record");
  Record record{};
  // A forged one is read as damaged; then another one takes its place.
  (void)(*file)->with([&](const Record& found) {
    record = found;
    return ledger::Change::Keep;
  });
  for (std::size_t count = 1 + input.number(4); count > 0; --count)
    forge_number(record, input);
  const ledger::Identity identity{std::string(Record::kFormat), owner};
  ledger::Copies copies(identity, {reinterpret_cast<const char*>(&record), sizeof record});
  const std::string name = ledger::hex(ledger::digest_of({owner}));
  std::ofstream(state_dir + "/" + std::string(Record::kFolder) + "/" + name, std::ios::binary)
      .write(copies.bytes().data(), static_cast<std::streamsize>(copies.bytes().size()));
}

void require_wait(milliseconds wait, milliseconds window) {
  require(wait > 0ms && wait <= window, "nobody is refused for longer than a window");
}

void require_bounded(Ledger& ledger, const ledger::Settings& settings) {
  const auto standing = ledger.standing();
  require(standing.has_value(), "the ledger answers");
  if (standing->locked_for) require_wait(*standing->locked_for, settings.lockout.window);
  const auto order = ledger.begin_order("+61400000001", 0, 20s);
  require(order.has_value(), "the ledger answers");
  if (const auto* over = std::get_if<OverLimit>(&*order)) {
    const bool is_users = over->whose == OverLimit::Whose::User;
    require_wait(over->wait, is_users ? settings.send_limit.window : settings.send_limit_host.window);
  }
  if (const auto* running = std::get_if<RunningCode>(&*order))
    require(running->age >= 0ms && running->age < 20s, "a running code is as old as it was asked for");
  const auto locked_for = ledger.begin_attempt();
  require(locked_for.has_value(), "the ledger answers");
  if (*locked_for) require_wait(**locked_for, settings.lockout.window);
}

void hold_login(const ledger::Settings& settings, const process::Calendar& calendar) {
  const auto bypass = ledger::bypass_left(settings.state_dir, kUser, calendar);
  if (bypass && *bypass) require_wait(**bypass, ledger::kLongestBypass);
  auto ledger = Ledger::open(settings, {kUser, "sshd", kClient}, calendar);
  require(ledger.has_value(), "whatever stands in a file, the ledger opens");
  require_bounded(*ledger, settings);
  const auto overview = ledger::Administration(settings, kUser, calendar).overview();
  require(overview && *overview, "there is a record");
  require((*overview)->sends >= 0 && (*overview)->rejections >= 0 && (*overview)->recovery_codes >= 0,
          "an overview counts");
}

void live(const ledger::Settings& settings, Input& input) {
  constexpr std::array<milliseconds, 3> kPauses = {1s, 11min, 2h};
  fakes::ManualCalendar calendar;
  hold_login(settings, calendar);
  for (int i = 0; i < 12 && !input.empty(); ++i) {
    switch (input.number(6)) {
      case 0:
        forge<UserRecord>(settings.state_dir, kUser, input);
        break;
      case 1:
        forge<HostRecord>(settings.state_dir, kHost, input);
        break;
      case 2:
        calendar.advance(input.one_of(kPauses));
        break;
      case 3:
        calendar.restart(input.one_of(kPauses));
        break;
      case 4:
        calendar.shift_wall(input.flag() ? -24h : 24h);
        break;
      default:
        break;
    }
    hold_login(settings, calendar);
  }
}

}  // namespace

void run(std::string_view input) {
  static const ScratchFolder folder;
  folder.empty("users");
  folder.empty("hosts");
  Input events(input);
  live(settings_in(folder.path()), events);
}

}  // namespace ozibus::fuzz
