// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/map_edit.h"

#include <algorithm>

#include "ctl/users/map_lines.h"
#include "helper/contacts/map_line.h"
#include "helper/contacts/map_text.h"

namespace ozibus::ctl::users {
namespace {

using contacts::Contact;
using contacts::Place;

constexpr std::size_t kNone = std::string_view::npos;

Result<void> expect_nameable(const std::string& login, const std::string& path) {
  if (contacts::can_be_named(login) && !login.starts_with(kByteOrderMark)) return {};
  return failure(path + ": a login with this name can't stand in the map; give the account another name");
}

// Where the first contact begins in a line that has a ':' behind the login; else kNone.
std::size_t behind_colon(std::string_view body, std::size_t login_end) {
  const std::size_t colon = body.find_first_not_of(contacts::kBlanks, login_end);
  return colon != kNone && body[colon] == ':' ? colon + 1 : kNone;
}

// The line with `contacts` in the place of its own. What is missing of a line that can't be read is added.
std::string rewritten(std::string_view line, const std::string& login, const std::string& contacts) {
  const std::string_view body = contacts::without_comment(line);
  const std::size_t login_end = body.find_first_not_of(contacts::kBlanks) + login.size();
  const std::size_t list = behind_colon(body, login_end);
  const std::size_t list_end = body.find_last_not_of(contacts::kBlanks) + 1;
  const std::size_t first = list == kNone ? kNone : body.find_first_not_of(contacts::kBlanks, list);
  const std::string before = first != kNone  ? std::string(body.substr(0, first))
                             : list != kNone ? std::string(body.substr(0, list)) + " "
                                             : std::string(body.substr(0, login_end)) + ": ";
  return before + contacts + std::string(line.substr(list_end));
}

std::string_view line_end_of(std::string_view map) {
  const std::size_t newline = map.rfind('\n');
  return newline != kNone && newline > 0 && map[newline - 1] == '\r' ? "\r\n" : "\n";
}

Edit appended(std::string_view map, const std::string& line) {
  const std::string line_end(line_end_of(map));
  std::string before;  // what the last line lacks
  if (!map.empty() && !map.ends_with('\n')) before = map.ends_with('\r') ? "\n" : line_end;
  return {map.size(), map.size(), before + line + line_end};
}

// Whether a login will find just these contacts in its new line.
Result<void> expect_readable(std::string_view line, const std::string& login,
                             const std::vector<Contact>& wanted, const Place& place) {
  const auto read = contacts::parse_map_line(line, login, place);
  if (!read) return tl::unexpected(read.error());
  if (*read == wanted) return {};
  return failure(place.at(1) + "the map has no way to write such a contact; take another");
}

Edits replace_lines(const std::vector<Line>& lines, const std::string& text) {
  Edits edits{{lines.front().begin, lines.front().begin + lines.front().text.size(), text}};
  std::for_each(lines.begin() + 1, lines.end(), [&](const Line& line) {
    edits.push_back({line.begin, line.end, ""});
  });
  return edits;
}

std::size_t count_lines(std::string_view map) {
  MapLines lines(map);
  while (lines.next()) {
  }
  return lines.line().number;
}

}  // namespace

Result<Edits> set_contacts(std::string_view map, const std::string& login,
                           const std::vector<Contact>& contacts, const std::string& path) {
  if (auto nameable = expect_nameable(login, path); !nameable) return tl::unexpected(nameable.error());
  const std::vector<Line> lines = find_lines(map, login).own;
  const auto differs = [&](const Line& line) { return line.text != lines.front().text; };
  if (const auto other = std::ranges::find_if(lines, differs); other != lines.end()) {
    return failure(Place{path, other->number}.at(1) + "names the same login as line " +
                   std::to_string(lines.front().number) + ", and they differ; keep one of them");
  }
  const bool is_new = lines.empty();
  const std::string text =
      is_new ? login + ": " + as_text(contacts) : rewritten(lines.front().text, login, as_text(contacts));
  const Place place{path, is_new ? count_lines(map) + 1 : lines.front().number};
  if (auto readable = expect_readable(text, login, contacts, place); !readable)
    return tl::unexpected(readable.error());
  return is_new ? Edits{appended(map, text)} : replace_lines(lines, text);
}

Result<Edits> remove_lines(std::string_view map, const std::string& login, const std::string& path) {
  if (auto nameable = expect_nameable(login, path); !nameable) return tl::unexpected(nameable.error());
  Edits edits;
  for (const Line& line : find_lines(map, login).own)
    edits.push_back({line.begin, line.end, ""});
  if (edits.empty()) return failure(path + ": no line for " + login + "; see ozibusctl user list");
  return edits;
}

std::vector<std::string_view> changed(std::string_view map, const Edits& edits) {
  std::vector<std::string_view> pieces;
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    pieces.push_back(map.substr(done, edit.begin - done));
    pieces.push_back(edit.text);
    done = edit.end;
  }
  pieces.push_back(map.substr(done));
  return pieces;
}

std::string as_text(const std::vector<Contact>& contacts) {
  std::string text;
  for (const Contact& contact : contacts)
    text.append(text.empty() ? "" : ", ").append(contact.address());
  return text;
}

}  // namespace ozibus::ctl::users
