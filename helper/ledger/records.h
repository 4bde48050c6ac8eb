// SPDX-License-Identifier: Apache-2.0
// The state folder, and records of it as the structs that they are.
#pragma once

#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "base/unique_fd.h"
#include "helper/error.h"
#include "helper/ledger/record_file.h"
#include "helper/ledger/user_record.h"

namespace ozibus::ledger {

// The folder of that name in state_dir; only their owner may look into both. Made when it is missing.
[[nodiscard]] Result<base::UniqueFd> open_state_folder(const std::string& state_dir, const std::string& name);
// The same; nothing when it is missing.
[[nodiscard]] Result<std::optional<base::UniqueFd>> find_state_folder(const std::string& state_dir,
                                                                      const std::string& name);

template <typename Record>
class RecordOf {
  // What goes to the disk has no bytes but its values.
  static_assert(std::is_trivially_copyable_v<Record> && std::has_unique_object_representations_v<Record>);

 public:
  explicit RecordOf(RecordFile file) : file_(std::move(file)) {}

  using Look = std::function<Change(Record& record)>;
  [[nodiscard]] Result<void> with(const Look& look) {
    return file_.with([&](std::span<char> bytes) {
      Record record;
      std::memcpy(&record, bytes.data(), sizeof record);
      if (look(record) == Change::Keep) return Change::Keep;
      std::memcpy(bytes.data(), &record, sizeof record);
      return Change::Save;
    });
  }

  // Nothing when it fails its check.
  [[nodiscard]] Result<std::optional<Record>> read() const {
    Record record;
    const auto sound = file_.read({reinterpret_cast<char*>(&record), sizeof record});
    if (!sound) return tl::unexpected(sound.error());
    return *sound ? std::optional(record) : std::nullopt;
  }

  [[nodiscard]] const std::string& path() const noexcept { return file_.path(); }

 private:
  RecordFile file_;
};

// What stands in a new file, and in one that takes the place of a damaged one.
template <typename Record>
[[nodiscard]] Record fresh_record(const std::string& owner, const process::Moment& now) {
  Record fresh{};
  fresh.clock.set(now);
  fresh.name = name_of(owner);
  return fresh;
}
template <typename Record>
[[nodiscard]] Record spent_record(const std::string& owner, const process::Moment& now) {
  auto spent = fresh_record<Record>(owner, now);
  spent.be_spent(spent.clock.time);
  return spent;
}

template <typename Record>
[[nodiscard]] Identity identity_of(const std::string& owner) {
  return {std::string(Record::kFormat), owner, [](std::span<const char> bytes) {
            Record record;
            std::memcpy(&record, bytes.data(), sizeof record);
            return record.is_sane();
          }};
}

// Looks at a record with the time of now, and notes that time when it saves. The first look after the machine
// has started always saves: from then on the kernel counts. A look that keeps has changed nothing.
template <typename Record, typename Look>
[[nodiscard]] Result<void> look_at(RecordOf<Record>& record, const process::Calendar& calendar, Look look) {
  // The time within the lock, or a login that waited for it would go back in time.
  return record.with([&](Record& contents) {
    const auto moment = calendar.now();
    Change change = look(contents, contents.clock.at(moment));
    if (!contents.clock.is_counted_by(moment)) change = Change::Save;
    if (change == Change::Save) contents.clock.set(moment);
    return change;
  });
}

// The record of `owner` in `state_dir`, made when there is none. See RecordFile::open_or_create().
template <typename Record>
[[nodiscard]] Result<RecordOf<Record>> open_record(const std::string& state_dir, const std::string& owner,
                                                   const process::Moment& now,
                                                   std::optional<std::string>& set_aside) {
  const std::string folder(Record::kFolder);
  const auto fd = open_state_folder(state_dir, folder);
  if (!fd) return tl::unexpected(fd.error());
  const auto fresh = fresh_record<Record>(owner, now);
  const auto spent = spent_record<Record>(owner, now);
  const Place place{fd->get(), state_dir + "/" + folder, identity_of<Record>(owner)};
  const auto bytes = [](const Record& record) {
    return std::span(reinterpret_cast<const char*>(&record), sizeof record);
  };
  auto file = RecordFile::open_or_create(place, {bytes(fresh), bytes(spent)}, set_aside);
  if (!file) return tl::unexpected(file.error());
  return RecordOf<Record>(std::move(*file));
}

// The same; nothing when there is none.
template <typename Record>
[[nodiscard]] Result<std::optional<RecordOf<Record>>> find_record(const std::string& state_dir,
                                                                  const std::string& owner) {
  const std::string folder(Record::kFolder);
  const auto fd = find_state_folder(state_dir, folder);
  if (!fd) return tl::unexpected(fd.error());
  if (!*fd) return std::nullopt;
  auto file =
      RecordFile::open({(*fd)->get(), state_dir + "/" + folder, identity_of<Record>(owner)}, sizeof(Record));
  if (!file) return tl::unexpected(file.error());
  if (!*file) return std::nullopt;
  return RecordOf<Record>(std::move(**file));
}

}  // namespace ozibus::ledger
