// SPDX-License-Identifier: Apache-2.0
#include "helper/files/judgement.h"

#include <cstddef>

namespace ozibus::files {
namespace {

constexpr mode_t kWritableByOthers = S_IWGRP | S_IWOTH;

// Four digits, as chmod(1) takes them.
std::string octal(mode_t mode) {
  std::string text = "0000";
  for (std::size_t digit = text.size(); digit-- > 0; mode >>= 3) {
    text[digit] = static_cast<char>('0' + (mode & 7U));
  }
  return text;
}

mode_t forbidden_bits(Expected expected, mode_t mode) {
  switch (expected) {
    case Expected::Folder:
      // In a sticky folder only the owner of an entry can rename or remove it, and the owner of the
      // next component is judged in its turn.
      return (mode & S_ISVTX) != 0 ? 0 : kWritableByOthers;
    case Expected::File:
      return kWritableByOthers;
    case Expected::PrivateFolder:
    case Expected::PrivateFile:
      return S_IRWXG | S_IRWXO;
  }
  return S_IRWXU | S_IRWXG | S_IRWXO;
}

bool is_folder(Expected expected) {
  return expected == Expected::Folder || expected == Expected::PrivateFolder;
}

const char* mending_mode(Expected expected) {
  switch (expected) {
    case Expected::Folder:
    case Expected::File:
      return "go-w ";
    case Expected::PrivateFolder:
      return "700 ";
    case Expected::PrivateFile:
      return "600 ";
  }
  return "600 ";
}

}  // namespace

std::optional<std::string> find_fault(const std::string& path, const struct stat& status, Expected expected,
                                      uid_t user) {
  if (is_folder(expected) && !S_ISDIR(status.st_mode)) {
    return path + ": is not a folder; correct the setting that names it";
  }
  if (!is_folder(expected) && !S_ISREG(status.st_mode)) {
    return path + ": is not a regular file; correct the setting that names it";
  }
  if (status.st_uid != 0 && status.st_uid != user) {
    return path + ": belongs to uid " + std::to_string(status.st_uid) + ", not to root; run: chown root " +
           path;
  }
  const mode_t mode = status.st_mode & 07777U;
  const mode_t excess = mode & forbidden_bits(expected, mode);
  if (excess == 0) return std::nullopt;
  return path + ": mode " + octal(mode) + " lets others " +
         ((excess & kWritableByOthers) != 0 ? "change" : "read") + " it; run: chmod " +
         mending_mode(expected) + path;
}

}  // namespace ozibus::files
