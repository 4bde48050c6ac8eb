// SPDX-License-Identifier: Apache-2.0
// Recovery codes: whatever is typed and whatever stands in the place of a hash, only a code that was given
// is taken, for one user and once.
#include "helper/ledger/recovery.h"

#include <set>
#include <string>
#include <vector>

#include "helper/ledger/administration.h"
#include "helper/ledger/ledger.h"
#include "helper/ledger/user_record.h"
#include "tests/fakes/manual_calendar.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/scratch_folder.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/typed.h"

namespace ozibus::fuzz {
namespace {

using namespace std::chrono_literals;

// Hashed in a way that takes no time (crypt(5), bsdicrypt).
constexpr const char* kSalt = "_/...salt";

struct Given {
  std::multiset<std::string> codes;
  std::vector<std::string> hashes;
};

// A line for each place: a code, or something else that stands where its hash should.
Given any_codes(Input& input) {
  Given given;
  for (std::size_t count = input.number(ledger::kMostRecoveryCodes + 1); count > 0; --count) {
    const std::string line(input.line());
    const auto code = ledger::read_recovery_code(line);
    if (code) {
      given.hashes.push_back(ledger::hash_recovery_code(*code, kSalt).value());
      given.codes.emplace(code->reveal());
    } else if (line.find_first_of("$_") == std::string::npos && line.size() < sizeof(ledger::RecoveryHash)) {
      // These two may choose a way of hashing that takes for ever.
      given.hashes.push_back(line);
    }
  }
  return given;
}

void redeem(const ledger::Settings& settings, const std::string& user, std::string_view line, Given& given) {
  const fakes::ManualCalendar calendar;
  const auto code = ledger::read_recovery_code(line);
  require(code.has_value() == typed_recovery_code(line).has_value(), "a recovery code is known by its form");
  if (!code) return;
  require(code->reveal() == *typed_recovery_code(line), "a recovery code is read as it was meant");
  auto ledger = ledger::Ledger::open(settings, {user, "sshd", ""}, calendar);
  require(ledger.has_value(), "the ledger opens");
  const auto redeemed = ledger->redeem(*code);
  const bool is_taken = redeemed && *redeemed;
  const auto known = given.codes.find(std::string(code->reveal()));
  const bool is_good = known != given.codes.end();
  require(!is_taken || is_good, "only a code that was given and not used is taken");
  const bool are_all_hashes = given.codes.size() == given.hashes.size();
  require(is_taken || !is_good || !are_all_hashes, "a code that was given is taken");
  if (!is_taken) return;
  given.codes.erase(known);
  given.hashes.pop_back();
  require(*redeemed == static_cast<int>(given.hashes.size()), "the codes that are left are counted");
}

}  // namespace

// How many places, a line for each, and below them what is typed.
void run(std::string_view input) {
  static const ScratchFolder state;
  state.empty("users");
  const ledger::Settings settings{.send_limit = {5, 15min},
                                  .send_limit_host = {20, 15min},
                                  .lockout = {10, 1h},
                                  .remember = 0s,
                                  .state_dir = state.path()};
  const fakes::ManualCalendar calendar;
  const std::string alice = "alice";
  Input lines(input);
  Given given = any_codes(lines);
  require(ledger::Administration(settings, alice, calendar).replace_recovery_codes(given.hashes).has_value(),
          "recovery codes are kept");
  Given none;
  while (!lines.empty()) {
    const std::string_view line = lines.line();
    redeem(settings, "bob", line, none);
    redeem(settings, alice, line, given);
  }
}

}  // namespace ozibus::fuzz
