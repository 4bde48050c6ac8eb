// SPDX-License-Identifier: Apache-2.0
// users.map: nobody gets a contact or an error but from the one line that names them, whatever else stands
// in the file and however long it is.
#include "helper/contacts/users_map.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "helper/contacts/line_reader.h"
#include "tests/fuzz/bytes_as_file.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/memory_peak.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

const std::string kPath = "/etc/ozibus/users.map";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// What a login gets: addresses, or an error.
struct Found {
  std::vector<std::string> addresses;
  std::string error;
  friend bool operator==(const Found&, const Found&) = default;
};

Found look_up(const std::string& map, std::string_view login) {
  const base::UniqueFd fd = as_file(map);
  const MemoryPeak peak;
  const auto contacts = contacts::find_contacts(fd.get(), kPath, login);
  require(peak.bytes() < contacts::LineReader::kChunk + 64 * 1024, "memory does not grow with the map");
  if (!contacts) return {{}, contacts.error().reason};
  Found found;
  for (const contacts::Contact& contact : *contacts)
    found.addresses.push_back(contact.address());
  return found;
}

// The login before the first ':' or blank.
std::string_view name_in(std::string_view line, bool is_first) {
  if (is_first && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.substr(0, line.find_first_of(": \t"));
}

// The first line of `map`, which is taken off.
std::string_view take_line(std::string_view& map) {
  const std::string_view line = map.substr(0, map.find('\n'));
  map.remove_prefix(std::min(line.size() + 1, map.size()));
  return line;
}

// The numbers of the lines that decide about the login: those that name it, or else those of everyone.
std::vector<std::size_t> lines_for(std::string_view map, std::string_view login) {
  std::vector<std::size_t> named;
  std::vector<std::size_t> everyone;
  for (std::size_t number = 1; !map.empty(); ++number) {
    const std::string_view name = name_in(take_line(map), number == 1);
    if (name == login) named.push_back(number);
    if (name == "*") everyone.push_back(number);
  }
  return named.empty() ? everyone : named;
}

// The map with empty lines in the place of all others.
std::string only(std::string_view map, const std::vector<std::size_t>& lines) {
  std::string kept;
  for (std::size_t number = 1; !map.empty(); ++number) {
    const std::string_view line = take_line(map);
    if (std::ranges::count(lines, number) != 0) kept.append(line);
    kept.append("\n");
  }
  return kept;
}

// More than is read at once, and concerns nobody.
std::string crowd() {
  std::string lines;
  while (lines.size() < 2 * contacts::LineReader::kChunk)
    lines.append("#").append(4000, 'x').append("\n");
  return lines;
}

bool can_be_named(std::string_view login) {
  const auto is_bad = [](char c) { return (c >= 0 && c <= ' ') || c == 0x7f || c == ':' || c == '#'; };
  return !login.empty() && login.size() <= 256 && login != "*" && std::ranges::none_of(login, is_bad);
}

void require_from_one_line(const Found& found, const std::vector<std::size_t>& lines) {
  if (lines.empty()) require(found == Found{}, "who has no line has neither contacts nor errors");
  if (lines.size() > 1) require(!found.error.empty(), "two lines for one login are an error");
  require(found.addresses.size() <= 8, "a login has at most eight contacts");
  if (found.error.empty()) return;
  require_plain(found.error, 250);
  const auto is_place = [&](std::size_t line) {
    return found.error.starts_with(kPath + ":" + std::to_string(line) + ":");
  };
  require(std::ranges::any_of(lines, is_place), "an error names the file and the line");
}

}  // namespace

void run(std::string_view input) {
  static const std::string others = crowd();
  Input decisions(input);
  // A crowd takes its time, so most maps have none.
  const std::size_t place_of_others = decisions.number(24);
  const std::string login(decisions.line());
  std::string map(decisions.rest());
  if (place_of_others == 1) map = others + map;
  if (place_of_others == 2) map += "\n" + others;

  const Found found = look_up(map, login);
  if (!can_be_named(login)) {
    require(found.addresses.empty(), "a login that no line can name gets nothing");
    require_plain(found.error, 250);
    return;
  }
  const auto lines = lines_for(map, login);
  require_from_one_line(found, lines);
  require(look_up(only(map, lines), login) == found, "other logins' lines change nothing");
}

}  // namespace ozibus::fuzz
