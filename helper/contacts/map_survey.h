// SPDX-License-Identifier: Apache-2.0
// The whole of users.map, for whoever looks after it. A login itself never reads other lines.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "helper/contacts/contact.h"
#include "helper/error.h"

namespace ozibus::contacts {

// A line that is neither empty nor a comment.
struct SurveyedLine {
  std::size_t number;
  std::string_view text;
  std::string login;  // "" when it names nobody
  // What is wrong is told as "PATH:LINE:COLUMN: what; what to write". Everyone's are those of a login "user".
  Result<std::vector<Contact>> contacts;
};

// Shows `visit` each such line of the open users.map `fd`, in the order of the file, until it returns an
// error. An error when the file can't be read.
[[nodiscard]] Result<void> visit_map(int fd, const std::string& path,
                                     const std::function<Result<void>(const SurveyedLine&)>& visit);

struct MapSurvey {
  std::vector<Error> faults;        // in the order of the file
  std::vector<std::string> logins;  // the first ones that have contacts; "*" is not among them
};

// Reads the open users.map `fd` to its end. Of the logins it keeps `logins_to_keep`. An error when the file
// can't be read.
[[nodiscard]] Result<MapSurvey> survey_map(int fd, const std::string& path, std::size_t logins_to_keep);

}  // namespace ozibus::contacts
