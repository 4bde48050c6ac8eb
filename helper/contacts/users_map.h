// SPDX-License-Identifier: Apache-2.0
// users.map: one login a line, its contacts in order of preference.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "helper/contacts/contact.h"
#include "helper/error.h"

namespace ozibus::contacts {

struct Entry {
  std::size_t line = 0;  // that of the login, or of '*'; 0 when neither is there
  std::vector<Contact> contacts;
};

// What the map has for `login`: see find_contacts().
[[nodiscard]] Result<Entry> find_entry(int fd, const std::string& path, std::string_view login);

// The contacts of `login` from the open users.map `fd`, which is read once from its start to its end
// (a login that is named twice is an error); `path` is only for messages. Empty when neither the
// login nor '*' has a line. A line that can't be read is an error (file, line and column, and what to
// write instead) for the login that it names and for nobody else: other logins' lines are skipped
// unread. Memory use does not grow with the file.
[[nodiscard]] Result<std::vector<Contact>> find_contacts(int fd, const std::string& path,
                                                         std::string_view login);

}  // namespace ozibus::contacts
