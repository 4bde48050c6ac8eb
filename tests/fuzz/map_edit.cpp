// SPDX-License-Identifier: Apache-2.0
// Changes of users.map: whatever stands in it, the login finds what was written, and everybody else what was
// there.
#include "ctl/users/map_edit.h"

#include <string>
#include <vector>

#include "helper/contacts/line_reader.h"
#include "helper/contacts/map_line.h"
#include "helper/contacts/map_text.h"
#include "helper/contacts/users_map.h"
#include "tests/fuzz/bytes_as_file.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using contacts::Contact;
using ctl::users::Edits;

const std::string kPath = "/etc/ozibus/users.map";

std::string after(const std::string& map, const Edits& edits) {
  std::string bytes;
  for (const std::string_view piece : ctl::users::changed(map, edits))
    bytes.append(piece);
  return bytes;
}

// The lines that do not name the login, as a look-up reads them; a last empty one counts as none.
std::vector<std::string> others(const std::string& map, const std::string& login) {
  const base::UniqueFd fd = as_file(map);
  contacts::LineReader reader(fd.get());
  std::vector<std::string> lines;
  while (reader.next()) {
    const std::string line(contacts::map_text(reader));
    if (!contacts::is_named(line, login)) lines.push_back(line);
  }
  while (!lines.empty() && lines.back().empty())
    lines.pop_back();
  return lines;
}

void require_found(const std::string& map, const std::string& login, const std::vector<Contact>& wanted) {
  const base::UniqueFd fd = as_file(map);
  const auto found = contacts::find_contacts(fd.get(), kPath, login);
  require(found.has_value() && *found == wanted, "a login finds what was written for it");
}

void set(const std::string& map, const std::string& login, const std::vector<Contact>& wanted) {
  const auto edits = ctl::users::set_contacts(map, login, wanted, kPath);
  if (!edits) return require_plain(edits.error().reason, 400);
  const std::string changed = after(map, *edits);
  require_found(changed, login, wanted);
  require(others(changed, login) == others(map, login), "other lines stay as they are");
  const auto again = ctl::users::set_contacts(changed, login, wanted, kPath);
  require(again.has_value() && after(changed, *again) == changed,
          "what is written stays when it is written again");
}

void remove(const std::string& map, const std::string& login) {
  const auto edits = ctl::users::remove_lines(map, login, kPath);
  if (!edits) return;
  const std::string changed = after(map, *edits);
  require(changed.size() < map.size(), "something was taken out");
  require(others(changed, login) == others(map, login), "other lines stay as they are");
  require(!ctl::users::remove_lines(changed, login, kPath), "nothing is left of the login");
}

}  // namespace

void run(std::string_view input) {
  Input decisions(input);
  const std::string login(decisions.line());
  std::vector<Contact> wanted;
  for (const char* text : {"+61400000001", "alice@example.com"})
    wanted.push_back(Contact::parse(text).value());
  const std::string map(decisions.rest());
  // A byte order mark in a later line is part of a name, until the lines before it are taken out.
  if (map.find("\xef\xbb\xbf", 1) != std::string::npos) return;
  set(map, login, wanted);
  remove(map, login);
}

}  // namespace ozibus::fuzz
