// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/map_survey.h"

#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/errno_text.h"
#include "helper/contacts/line_reader.h"
#include "helper/contacts/map_line.h"
#include "helper/contacts/map_text.h"

namespace ozibus::contacts {
namespace {

bool says_something(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kBlanks);
  return first != std::string_view::npos && line[first] != '#';
}

std::string_view login_of(std::string_view line) {
  line.remove_prefix(line.find_first_not_of(kBlanks));
  return line.substr(0, line.find_first_of(": \t"));
}

using LinesOfLogins = std::unordered_map<std::string, std::size_t>;

// `lines` has the first line of each login above this one.
Result<std::vector<Contact>> read_line(std::string_view line, const std::string& login, const Place& place,
                                       LinesOfLogins& lines) {
  const bool is_everyone = login == kEveryone;
  if (!is_everyone && !can_be_named(login)) {
    return failure(place.at(1) + "does not begin with a login; write LOGIN: CONTACT, CONTACT");
  }
  const auto [known, is_new] = lines.emplace(login, place.line);
  if (!is_new) {
    return failure(place.at(1) + "names the same login as line " + std::to_string(known->second) +
                   "; keep one of the two lines");
  }
  // Everyone's contacts are made of a login.
  return parse_map_line(line, is_everyone ? "user" : login, place);
}

}  // namespace

Result<void> visit_map(int fd, const std::string& path,
                       const std::function<Result<void>(const SurveyedLine&)>& visit) {
  LinesOfLogins lines;
  LineReader reader(fd);
  while (reader.next()) {
    const std::string_view text = map_text(reader);
    if (!says_something(text)) continue;
    const std::string login(login_of(text));
    auto contacts = read_line(text, login, Place{path, reader.number()}, lines);
    const bool is_named = login == kEveryone || can_be_named(login);
    const SurveyedLine line{reader.number(), text, is_named ? login : "", std::move(contacts)};
    if (auto seen = visit(line); !seen) return seen;
  }
  if (reader.error() != 0) {
    return failure(path + ": " + base::errno_text(reader.error()) + "; check the file system");
  }
  return {};
}

Result<MapSurvey> survey_map(int fd, const std::string& path, std::size_t logins_to_keep) {
  MapSurvey survey;
  const auto take = [&](const SurveyedLine& line) -> Result<void> {
    if (!line.contacts) {
      survey.faults.push_back(line.contacts.error());
    } else if (line.login != kEveryone && survey.logins.size() < logins_to_keep) {
      survey.logins.push_back(line.login);
    }
    return {};
  };
  if (auto visited = visit_map(fd, path, take); !visited) return tl::unexpected(visited.error());
  return survey;
}

}  // namespace ozibus::contacts
