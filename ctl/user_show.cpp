// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <vector>

#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/contact_list.h"
#include "ctl/json.h"
#include "ctl/users/map_edit.h"
#include "ctl/users/map_file.h"
#include "ctl/users/map_lines.h"
#include "helper/contacts/map_line.h"
#include "helper/process/identity.h"

namespace ozibus::ctl {
namespace {

using contacts::Contact;
using contacts::Place;
using users::Line;

// What the map has for a login in one of its two ways.
struct Source {
  std::optional<std::size_t> line;
  std::vector<Contact> contacts;
};

struct View {
  std::string user;
  Source own;
  Source everyone;
  std::vector<std::string> problems;
};

Source read_source(const std::vector<Line>& lines, const std::string& user, const std::string& path,
                   std::vector<std::string>& problems) {
  if (lines.empty()) return {};
  const std::size_t first = lines.front().number;
  if (lines.size() > 1) {
    problems.push_back(Place{path, lines[1].number}.at(1) + "names the same login as line " +
                       std::to_string(first) + "; keep one of the two lines");
  }
  auto contacts = contacts::parse_map_line(lines.front().text, user, {path, first});
  if (!contacts) problems.push_back(contacts.error().reason);
  return {first, contacts.value_or(std::vector<Contact>{})};
}

Result<View> look_up(const std::string& typed, const std::string& path) {
  const auto account = process::find_account(typed);
  if (!account) return tl::unexpected(account.error());
  const auto map = users::read_map(path);
  if (!map) return tl::unexpected(map.error());
  View view{*account ? (*account)->name : typed, {}, {}, {}};
  const users::Found found = users::find_lines(*map, view.user);
  if (!*account) {
    const std::string unknown = typed + ": the system does not know this user; ";
    if (found.own.empty()) return failure(unknown + "write a name that getent passwd shows");
    view.problems.push_back(unknown + "run: ozibusctl user remove " + typed);
  }
  view.own = read_source(found.own, view.user, path, view.problems);
  view.everyone = read_source(found.everyone, view.user, path, view.problems);
  return view;
}

std::string in_words(const Source& source) {
  if (!source.line) return "none";
  const std::string contacts = source.contacts.empty() ? "not readable" : users::as_text(source.contacts);
  return contacts + " (line " + std::to_string(*source.line) + ")";
}

Result<void> print_words(const View& view) {
  std::vector<std::string> lines{view.user + ":", "  contacts     " + in_words(view.own),
                                 "  everyone's   " + in_words(view.everyone)};
  for (const std::string& problem : view.problems)
    lines.push_back("  problem      " + problem);
  for (const std::string& line : lines) {
    if (auto printed = print_line(line); !printed) return printed;
  }
  return {};
}

Json as_json(const Source& source) {
  if (!source.line) return nullptr;
  return {{"line", *source.line}, {"contacts", contacts_as_json(source.contacts)}};
}

}  // namespace

Result<void> show_user(const Site& site, const std::string& typed, Format format) {
  const auto view = look_up(typed, site.config.users.map);
  if (!view) return tl::unexpected(view.error());
  if (format == Format::Words) return print_words(*view);
  return print_json({{"user", view->user},
                     {"own", as_json(view->own)},
                     {"everyone", as_json(view->everyone)},
                     {"problems", view->problems}});
}

}  // namespace ozibus::ctl
