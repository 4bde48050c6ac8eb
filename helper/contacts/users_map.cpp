// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/users_map.h"

#include <cstddef>
#include <utility>

#include "base/errno_text.h"
#include "helper/contacts/line_reader.h"
#include "helper/contacts/map_line.h"
#include "helper/contacts/map_text.h"

namespace ozibus::contacts {
namespace {

// The lines that name one login, or everyone.
struct Found {
  std::size_t first_line = 0;  // 0: there is none
  std::size_t second_line = 0;
  std::string text;  // of the first

  void add(std::string_view line, std::size_t number) {
    if (first_line == 0) {
      first_line = number;
      text = line.substr(0, kLongestLine + 1);
    } else if (second_line == 0) {
      second_line = number;
    }
  }
};

Result<Entry> entry_of(const Found& found, std::string_view login, const std::string& path) {
  if (found.first_line == 0) return {};
  if (found.second_line != 0) {
    return failure(Place{path, found.second_line}.at(1) + "names the same login as line " +
                   std::to_string(found.first_line) + "; keep one of the two lines");
  }
  auto contacts = parse_map_line(found.text, login, Place{path, found.first_line});
  if (!contacts) return tl::unexpected(contacts.error());
  return Entry{found.first_line, std::move(*contacts)};
}

}  // namespace

Result<Entry> find_entry(int fd, const std::string& path, std::string_view login) {
  if (!can_be_named(login)) {
    return failure(path + ": a login with this name can't stand in the map; give the account another name");
  }
  Found named;
  Found everyone;
  LineReader reader(fd);
  while (reader.next_of(login)) {
    const std::string_view line = map_text(reader);
    if (is_named(line, login)) {
      named.add(line, reader.number());
    } else if (is_named(line, kEveryone)) {
      everyone.add(line, reader.number());
    }
  }
  if (reader.error() != 0) {
    return failure(path + ": " + base::errno_text(reader.error()) + "; check the file system");
  }
  return entry_of(named.first_line != 0 ? named : everyone, login, path);
}

Result<std::vector<Contact>> find_contacts(int fd, const std::string& path, std::string_view login) {
  auto entry = find_entry(fd, path, login);
  if (!entry) return tl::unexpected(entry.error());
  return std::move(entry->contacts);
}

}  // namespace ozibus::contacts
