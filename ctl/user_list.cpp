// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "ctl/commands.h"
#include "ctl/console.h"
#include "ctl/contact_list.h"
#include "ctl/json.h"
#include "ctl/users/map_edit.h"
#include "helper/contacts/map_line.h"
#include "helper/contacts/map_survey.h"
#include "helper/contacts/map_text.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ctl {
namespace {

using contacts::Contact;
using contacts::SurveyedLine;

// Everyone's with "{user}" where the login would stand.
std::vector<Contact> contacts_of(const SurveyedLine& line, const std::string& path) {
  if (!line.contacts) return {};
  if (line.login != contacts::kEveryone) return *line.contacts;
  return contacts::parse_map_line(line.text, "{user}", {path, line.number}).value_or(std::vector<Contact>{});
}

Result<void> print_words(const SurveyedLine& line, const std::string& path) {
  if (!line.contacts) return print_line("problem: " + line.contacts.error().reason);
  return print_line(line.login + ": " + users::as_text(contacts_of(line, path)));
}

Result<void> print_object(const SurveyedLine& line, const std::string& path) {
  return print_json({{"user", line.login.empty() ? Json(nullptr) : Json(line.login)},
                     {"line", line.number},
                     {"contacts", contacts_as_json(contacts_of(line, path))},
                     {"problem", line.contacts ? Json(nullptr) : Json(line.contacts.error().reason)}});
}

}  // namespace

Result<void> list_users(const Site& site, Format format) {
  const std::string& path = site.config.users.map;
  const auto map = files::open_trusted(path, files::Readers::Anyone);
  if (!map) return tl::unexpected(map.error());
  return contacts::visit_map(map->get(), path, [&](const SurveyedLine& line) {
    return format == Format::Objects ? print_object(line, path) : print_words(line, path);
  });
}

}  // namespace ozibus::ctl
