// SPDX-License-Identifier: Apache-2.0
// A record's file after whatever was done to it: it passes its check exactly when one of its halves is a copy
// that was made, and the record is that of the newest such copy.
#include "helper/ledger/copies.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using ledger::Copies;
using ledger::Identity;

constexpr std::size_t kRecord = 24;

class File {
 public:
  explicit File(Identity identity)
      : identity_(std::move(identity)), copies_(identity_, std::string(kRecord, '.')) {
    made_[half(0)] = std::string(kRecord, '.');
  }

  // A save that may be cut off between its two places.
  void save(char letter, bool to_both) {
    if (!copies_.check(identity_)) return;
    std::ranges::fill(copies_.record(), letter);
    const auto next = copies_.next(identity_);
    const std::string bytes(next.bytes.begin(), next.bytes.end());
    made_[bytes] = std::string(kRecord, letter);
    std::ranges::copy(bytes, place(next.turn).begin());
    if (to_both) std::ranges::copy(bytes, place(1 - next.turn).begin());
  }
  // A save that is cut off within the first.
  void tear(char letter, std::size_t length) {
    if (!copies_.check(identity_)) return;
    const std::string before(copies_.record().begin(), copies_.record().end());
    const std::string after(kRecord, letter);
    std::ranges::fill(copies_.record(), letter);
    const auto next = copies_.next(identity_);
    made_[{next.bytes.begin(), next.bytes.end()}] = after;
    std::copy_n(next.bytes.begin(), std::min(length, next.bytes.size()), place(next.turn).begin());
    require(copies_.check(identity_), "a save that is cut off leaves a record");
    const std::string found(copies_.record().begin(), copies_.record().end());
    require(found == before || found == after, "it is the one before, or the one that was saved");
  }
  void change(std::size_t at, std::size_t difference) {
    char& byte = copies_.bytes()[at % copies_.bytes().size()];
    byte = static_cast<char>(byte ^ static_cast<char>(difference));
  }
  void copy_half(std::size_t from) { std::ranges::copy(half(from), place(1 - from).begin()); }
  void overwrite(std::size_t at, std::string_view bytes) {
    const auto rest = copies_.bytes().subspan(at % copies_.bytes().size());
    std::copy_n(bytes.begin(), std::min(bytes.size(), rest.size()), rest.begin());
  }

  void require_right() {
    const std::string first = half(0);
    const std::string second = half(1);
    const bool passes = made_.contains(first) || made_.contains(second);
    require(copies_.check(identity_) == passes, "only what was saved passes the check");
    if (!passes) return;
    const std::string found(copies_.record().begin(), copies_.record().end());
    require(found == newest_of(first, second) || found == newest_of(second, first),
            "the record is the newest that was saved");
    require(first != second || copies_.agree(), "it is known whether both copies are there");
    require(!copies_.check({identity_.format, identity_.owner + "x"}), "a record belongs to one owner");
    require(!copies_.check({identity_.format + "x", identity_.owner}), "a record has one format");
  }

 private:
  // The record of the copy with the higher number, which stands behind the 32 bytes of the checksum; of two
  // with the same number, the first one's.
  std::string newest_of(const std::string& one, const std::string& other) const {
    const auto number = [this](const std::string& copy) {
      return made_.contains(copy) ? 1 + static_cast<int>(static_cast<unsigned char>(copy[32])) : 0;
    };
    return made_.at(number(other) > number(one) ? other : one);
  }
  std::span<char> place(std::size_t turn) {
    return copies_.bytes().subspan(turn * copies_.copy_size(), copies_.copy_size());
  }
  std::string half(std::size_t turn) { return {place(turn).begin(), place(turn).end()}; }

  Identity identity_;
  Copies copies_;
  // Each copy that was made, and the record in it.
  std::map<std::string, std::string> made_;
};

}  // namespace

void run(std::string_view input) {
  Input decisions(input);
  File file({"user 1", std::string(decisions.line())});
  // The numbers stay below 256, or require_right() would have to read more than their first byte.
  for (int i = 0; i < 100 && !decisions.empty(); ++i) {
    switch (decisions.number(6)) {
      case 0:
        file.save(static_cast<char>('a' + decisions.number(26)), true);
        break;
      case 1:
        file.save(static_cast<char>('a' + decisions.number(26)), false);
        break;
      case 2:
        file.change(decisions.number(256), decisions.number(256));
        break;
      case 3:
        file.copy_half(decisions.number(2));
        break;
      case 4:
        file.overwrite(decisions.number(256), decisions.line());
        break;
      default:
        file.tear(static_cast<char>('a' + decisions.number(26)), decisions.number(256));
    }
    file.require_right();
  }
}

}  // namespace ozibus::fuzz
