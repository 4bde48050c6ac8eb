// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/copies.h"

#include <algorithm>
#include <cstring>

namespace ozibus::ledger {
namespace {

using Number = std::uint64_t;

// A copy is its checksum, its number, and the record.
constexpr std::size_t kNumberAt = sizeof(Digest);
constexpr std::size_t kRecordAt = kNumberAt + sizeof(Number);

Number number_of(std::span<const char> copy) {
  Number number = 0;
  std::memcpy(&number, copy.data() + kNumberAt, sizeof number);
  return number;
}

// Of all that stands behind it.
Digest checksum(const Identity& identity, std::span<const char> copy) {
  const auto rest = copy.subspan(kNumberAt);
  return digest_of({identity.format, identity.owner, std::string_view(rest.data(), rest.size())});
}

bool passes(const Identity& identity, std::span<const char> copy) {
  const Digest wanted = checksum(identity, copy);
  return std::memcmp(copy.data(), wanted.data(), wanted.size()) == 0 &&
         identity.is_sane(copy.subspan(kRecordAt));
}

std::vector<char> make_copy(const Identity& identity, Number number, std::span<const char> record) {
  std::vector<char> copy(kRecordAt + record.size());
  std::memcpy(copy.data() + kNumberAt, &number, sizeof number);
  std::copy(record.begin(), record.end(), copy.begin() + kRecordAt);
  const Digest digest = checksum(identity, copy);
  std::memcpy(copy.data(), digest.data(), digest.size());
  return copy;
}

}  // namespace

Copies::Copies(std::size_t record_size) : bytes_(2 * (kRecordAt + record_size)) {}

Copies::Copies(const Identity& identity, std::span<const char> record) : Copies(record.size()) {
  const auto copy = make_copy(identity, 0, record);
  std::copy(copy.begin(), copy.end(), bytes_.begin());
  std::copy(copy.begin(), copy.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(copy.size()));
}

bool Copies::check(const Identity& identity) {
  const bool first = passes(identity, copy(0));
  const bool second = passes(identity, copy(1));
  if (!first && !second) return false;
  agree_ = first && second && number_of(copy(0)) == number_of(copy(1));
  if (agree_) {
    newest_ = number_of(copy(0)) % 2;  // it was written first, so it is the one that is on the disk
  } else {
    newest_ = !first || (second && number_of(copy(1)) > number_of(copy(0))) ? 1 : 0;
  }
  const auto found = copy(newest_).subspan(kRecordAt);
  record_.assign(found.begin(), found.end());
  return true;
}

std::span<const char> Copies::unchecked(std::size_t turn) const noexcept {
  return copy(turn).subspan(kRecordAt);
}

bool Copies::is_untouched() const noexcept {
  return number_of(copy(newest_)) == 0;
}

Copies::Copy Copies::newest() const {
  const auto found = copy(newest_);
  return {{found.begin(), found.end()}, newest_};
}

Copies::Copy Copies::next(const Identity& identity) const {
  // Never over the newest, which may be the only good one.
  const std::size_t turn = 1 - newest_;
  Number number = number_of(copy(newest_)) + 1;
  if (number % 2 != turn) ++number;
  return {make_copy(identity, number, record_), turn};
}

std::span<const char> Copies::copy(std::size_t turn) const noexcept {
  return std::span<const char>(bytes_).subspan(turn * copy_size(), copy_size());
}

}  // namespace ozibus::ledger
