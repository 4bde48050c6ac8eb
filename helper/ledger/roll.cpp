// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/roll.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>

#include "helper/ledger/copies.h"
#include "helper/ledger/digest.h"
#include "helper/ledger/records.h"
#include "helper/ledger/user_record.h"

namespace ozibus::ledger {
namespace {

constexpr std::size_t kDigestLength = 2 * sizeof(Digest);

bool is_record(const std::string& file) {
  return file.size() == kDigestLength && file.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// The file's name proves whose it is, whatever else stands in it.
std::optional<std::string> owner_of(const std::string& folder, const std::string& file) {
  Copies copies(sizeof(UserRecord));
  std::ifstream(folder + "/" + file, std::ios::binary)
      .read(copies.bytes().data(), static_cast<std::streamsize>(copies.bytes().size()));
  for (const std::size_t turn : {std::size_t{0}, std::size_t{1}}) {
    UserRecord record;
    std::memcpy(&record, copies.unchecked(turn).data(), sizeof record);
    std::string name(record.name.data(), ::strnlen(record.name.data(), record.name.size()));
    if (hex(digest_of({name})) == file) return name;
  }
  return std::nullopt;
}

}  // namespace

Result<Roll> recorded_users(const std::string& state_dir) {
  const std::string name(UserRecord::kFolder);
  const auto folder = find_state_folder(state_dir, name);
  if (!folder) return tl::unexpected(folder.error());
  Roll roll;
  if (!*folder) return roll;
  const std::string path = state_dir + "/" + name;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path, error)) {
    const std::string file = entry.path().filename();
    if (!is_record(file) || !entry.is_regular_file(error)) continue;
    if (auto owner = owner_of(path, file)) {
      roll.users.push_back(std::move(*owner));
    } else {
      ++roll.nameless;
    }
  }
  if (error) return failure(path + ": " + error.message() + "; check the file system");
  std::ranges::sort(roll.users);
  return roll;
}

}  // namespace ozibus::ledger
