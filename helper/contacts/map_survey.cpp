// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/map_survey.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <system_error>
#include <unordered_map>

#include "helper/contacts/line_reader.h"
#include "helper/contacts/map_line.h"
#include "helper/contacts/map_text.h"

namespace ozibus::contacts {
namespace {

constexpr std::string_view kBlanks = " \t";

bool says_something(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kBlanks);
  return first != std::string_view::npos && line[first] != '#';
}

std::string_view login_of(std::string_view line) {
  line.remove_prefix(line.find_first_not_of(kBlanks));
  return line.substr(0, line.find_first_of(": \t"));
}

class Surveyor {
 public:
  Surveyor(const std::string& path, std::size_t logins_to_keep)
      : path_(path), logins_to_keep_(logins_to_keep) {}

  void take(std::string_view line, std::size_t number) {
    if (!says_something(line)) return;
    const std::string login(login_of(line));
    if (auto fault = fault_of(line, login, Place{path_, number})) {
      survey_.faults.push_back(std::move(*fault));
    } else if (login != kEveryone && survey_.logins.size() < logins_to_keep_) {
      survey_.logins.push_back(login);
    }
  }

  MapSurvey take_survey() { return std::move(survey_); }

 private:
  std::optional<Error> fault_of(std::string_view line, const std::string& login, const Place& place) {
    const bool is_everyone = login == kEveryone;
    if (!is_everyone && !can_be_named(login)) {
      return Error{place.at(1) + "does not begin with a login; write LOGIN: CONTACT, CONTACT"};
    }
    const auto [known, is_new] = lines_.emplace(login, place.line);
    if (!is_new) {
      return Error{place.at(1) + "names the same login as line " + std::to_string(known->second) +
                   "; keep one of the two lines"};
    }
    // Everyone's contacts are made of a login.
    const auto contacts = parse_map_line(line, is_everyone ? "user" : login, place);
    return contacts ? std::nullopt : std::optional(contacts.error());
  }

  const std::string& path_;
  std::size_t logins_to_keep_;
  MapSurvey survey_;
  std::unordered_map<std::string, std::size_t> lines_;  // of each login, the first
};

}  // namespace

Result<MapSurvey> survey_map(int fd, const std::string& path, std::size_t logins_to_keep) {
  Surveyor surveyor(path, logins_to_keep);
  LineReader reader(fd);
  while (reader.next())
    surveyor.take(map_text(reader), reader.number());
  if (reader.error() != 0) {
    return failure(path + ": " + std::generic_category().message(reader.error()) + "; check the file system");
  }
  return surveyor.take_survey();
}

}  // namespace ozibus::contacts
