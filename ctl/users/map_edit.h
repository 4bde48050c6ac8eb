// SPDX-License-Identifier: Apache-2.0
// What is to be changed in the bytes of a users.map. Lines of others are left as they are, whatever they say.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "helper/contacts/contact.h"
#include "helper/error.h"

namespace ozibus::ctl::users {

// The bytes from `begin` to `end` give way to `text`.
struct Edit {
  std::size_t begin;
  std::size_t end;
  std::string text;
};
using Edits = std::vector<Edit>;  // in the order of the map

// Gives the login these contacts, in its own line, whose comment stays, or in a new one behind all others.
// `path` is for messages. An error when the login has several lines that differ: one of them may be right.
[[nodiscard]] Result<Edits> set_contacts(std::string_view map, const std::string& login,
                                         const std::vector<contacts::Contact>& contacts,
                                         const std::string& path);

// Takes out every line that names the login. An error when there is none.
[[nodiscard]] Result<Edits> remove_lines(std::string_view map, const std::string& login,
                                         const std::string& path);

// The changed map, piece by piece. Good as long as both arguments.
[[nodiscard]] std::vector<std::string_view> changed(std::string_view map, const Edits& edits);

// "+61400000001, alice@example.com".
[[nodiscard]] std::string as_text(const std::vector<contacts::Contact>& contacts);

}  // namespace ozibus::ctl::users
