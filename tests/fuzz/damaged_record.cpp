// SPDX-License-Identifier: Apache-2.0
// The records of a user and of a client address, read back from files to which anything was done: what is
// read is what was saved last, or the file is set aside and opens no door; and a record of one is none of
// another.
#include <algorithm>
#include <fstream>
#include <iterator>
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
using ledger::Change;
using ledger::HostRecord;
using ledger::Ledger;
using ledger::OverLimit;
using ledger::UserRecord;

const std::string kUser = "alice";
constexpr const char* kClient = "192.0.2.7";
constexpr const char* kHost = "192.0.2.7/32";

void damage(const std::string& path, Input& input) {
  std::ifstream source(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(source), {});
  const std::size_t half = bytes.size() / 2;
  const std::size_t at = (input.number(256) * 256 + input.number(256)) % (bytes.size() + 1);
  switch (input.number(5)) {
    case 0:
      if (at < bytes.size()) bytes[at] ^= static_cast<char>(input.number(256));
      break;
    case 1:
      bytes.resize(at);
      break;
    case 2: {
      const std::string_view over = input.line();
      bytes.replace(at, over.size(), over);
      break;
    }
    case 3:
      bytes = bytes.substr(half) + bytes.substr(0, half);
      break;
    default:
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(input.flag() ? half : 0), half, '\0');
  }
  std::ofstream(path, std::ios::binary) << bytes;
}

class State {
 public:
  explicit State(const std::string& folder)
      : settings_{.send_limit = {5, 15min},
                  .send_limit_host = {20, 15min},
                  .lockout = {10, 1h},
                  .remember = 8h,
                  .state_dir = folder} {
    Ledger fresh = open();
    note();
  }

  void damage_user(Input& input) { damage(path_of<UserRecord>(kUser), input); }
  void damage_host(Input& input) { damage(path_of<HostRecord>(kHost), input); }
  void pass() { calendar_.advance(11min); }

  // A login, or what an administrator does.
  void change(std::size_t what) {
    require_door_shut();
    Ledger ledger = open();
    require_right(ledger);
    switch (what) {
      case 0:
        (void)ledger.begin_order("+61400000001", 0, 0ms);
        break;
      case 1:
        (void)ledger.begin_attempt();
        break;
      case 2:
        (void)ledger.accept();
        break;
      case 3:
        (void)administration().replace_recovery_codes({"$y$one", "$y$two"});
        break;
      default:
        (void)administration().bypass(1h);
    }
    note();
  }

 private:
  [[nodiscard]] Ledger open() {
    auto ledger = Ledger::open(settings_, {kUser, "sshd", kClient}, calendar_);
    require(ledger.has_value(), "whatever stands in a file, the ledger opens");
    return std::move(*ledger);
  }
  [[nodiscard]] ledger::Administration administration() const { return {settings_, kUser, calendar_}; }

  // A bypass is looked for before the ledger mends what can be mended.
  void require_door_shut() {
    const auto left = ledger::bypass_left(settings_.state_dir, kUser, calendar_);
    if (left && *left) require(bytes<UserRecord>(kUser) == user_, "no damaged record lets pass");
  }

  void require_right(Ledger& ledger) {
    const bool is_user_damaged = ledger.damage().find(path_of<UserRecord>(kUser)) != std::string::npos;
    const bool is_host_damaged = ledger.damage().find(path_of<HostRecord>(kHost)) != std::string::npos;
    require(is_user_damaged || bytes<UserRecord>(kUser) == user_,
            "a user's record is the last that was saved");
    require(is_host_damaged || bytes<HostRecord>(kHost) == host_,
            "a client's record is the last that was saved");
    if (!is_user_damaged) return;
    const auto standing = ledger.standing();
    require(standing && !standing->remembered_for && standing->recovery_codes == 0, "damage opens no door");
    const auto order = ledger.begin_order("+61400000001", 0, 0ms);
    require(order && std::holds_alternative<OverLimit>(*order), "damage counts as a spent budget");
    require(open().damage().empty(), "damage is mended once");
  }

  void note() {
    user_ = bytes<UserRecord>(kUser);
    host_ = bytes<HostRecord>(kHost);
  }

  // Empty when it can't be read.
  template <typename Record>
  std::string bytes(const std::string& owner) const {
    auto record = ledger::find_record<Record>(settings_.state_dir, owner);
    require(record && *record, "there is a record");
    std::string copy;
    (void)(*record)->with([&](const Record& found) {
      copy.assign(reinterpret_cast<const char*>(&found), sizeof found);
      return Change::Keep;
    });
    return copy;
  }
  template <typename Record>
  std::string path_of(const std::string& owner) const {
    return settings_.state_dir + "/" + std::string(Record::kFolder) + "/" +
           ledger::hex(ledger::digest_of({owner}));
  }

  ledger::Settings settings_;
  fakes::ManualCalendar calendar_;
  std::string user_;
  std::string host_;
};

}  // namespace

void run(std::string_view input) {
  static const ScratchFolder folder;
  folder.empty("users");
  folder.empty("hosts");
  State state(folder.path());
  Input events(input);
  for (int i = 0; i < 20 && !events.empty(); ++i) {
    switch (const std::size_t event = events.number(8)) {
      case 5:
        state.pass();
        break;
      case 6:
        state.damage_user(events);
        break;
      case 7:
        state.damage_host(events);
        break;
      default:
        state.change(event);
    }
  }
  state.change(0);
}

}  // namespace ozibus::fuzz
