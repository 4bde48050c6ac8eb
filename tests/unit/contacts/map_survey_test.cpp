// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/map_survey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/contacts/map_file.h"

namespace ozibus::contacts {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

MapSurvey survey(std::string_view map, std::size_t logins_to_keep = 10) {
  const base::UniqueFd fd = as_file(map);
  auto survey = survey_map(fd.get(), "/map", logins_to_keep);
  EXPECT_TRUE(survey);
  return survey.value_or(MapSurvey{});
}

std::vector<std::string> faults(std::string_view map) {
  std::vector<std::string> texts;
  for (const Error& fault : survey(map).faults)
    texts.push_back(fault.reason);
  return texts;
}

TEST(SurveyMap, finds_nothing_wrong_with_a_good_map) {
  EXPECT_THAT(faults("# ours\n\nalice: +61400000001, alice@example.com # both\r\n  bob :bob@example.com\n"
                     "*: {user}@example.com\n"),
              IsEmpty());
}

TEST(SurveyMap, finds_every_line_that_cannot_be_read_with_its_place) {
  EXPECT_THAT(
      faults("alice: 0400 000 001\nbob: bob@example.com\ncarol\ndan: dan@example.com, \n*: {usr}@x.org\n"),
      ElementsAre(HasSubstr("/map:1:8: contact 1 is neither"), HasSubstr("/map:3:6: there is no ':'"),
                  HasSubstr("/map:4:23: contact 2 is empty"), HasSubstr("/map:5:4: contact 1 has braces")));
}

TEST(SurveyMap, finds_a_login_that_is_named_twice) {
  EXPECT_THAT(faults("alice: a@example.com\n*: {user}@x.org\nalice: b@example.com\n*: {user}@y.org\n"),
              ElementsAre(HasSubstr("/map:3:1: names the same login as line 1"),
                          HasSubstr("/map:4:1: names the same login as line 2")));
}

TEST(SurveyMap, finds_a_line_that_names_nobody) {
  EXPECT_THAT(faults(": a@example.com\nal#ice: a@example.com\n"),
              ElementsAre(HasSubstr("/map:1:1: does not begin with a login"), HasSubstr("/map:2:1: ")));
}

TEST(SurveyMap, keeps_the_first_logins_that_can_be_reached) {
  const std::string_view map =
      "*: {user}@x.org\nalice: nonsense\nbob: b@x.org\ncarol: c@x.org\ndan: d@x.org\n";
  EXPECT_THAT(survey(map, 2).logins, ElementsAre("bob", "carol"));
}

TEST(SurveyMap, says_that_a_file_cannot_be_read) {
  const auto nothing = survey_map(-1, "/map", 1);
  ASSERT_FALSE(nothing);
  EXPECT_THAT(nothing.error().reason, HasSubstr("/map: "));
}

TEST(VisitMap, shows_every_line_that_says_something) {
  const base::UniqueFd fd =
      as_file("# ours\nalice: a@x.org, +61400000001 # her\n\n: b@x.org\n*: {user}@x.org\ncarol\n");
  std::vector<std::string> seen;
  const auto visited = visit_map(fd.get(), "/map", [&](const SurveyedLine& line) -> Result<void> {
    seen.push_back(std::to_string(line.number) + " " + line.login + " " +
                   (line.contacts ? line.contacts->front().address() : "?"));
    return {};
  });
  EXPECT_TRUE(visited);
  EXPECT_THAT(seen, ElementsAre("2 alice a@x.org", "4  ?", "5 * user@x.org", "6 carol ?"));
}

TEST(VisitMap, ends_when_it_is_told_to) {
  const base::UniqueFd fd = as_file("alice: a@x.org\nbob: b@x.org\n");
  int seen = 0;
  const auto visited = visit_map(fd.get(), "/map", [&](const SurveyedLine&) -> Result<void> {
    ++seen;
    return failure("enough");
  });
  ASSERT_FALSE(visited);
  EXPECT_EQ(visited.error().reason, "enough");
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace ozibus::contacts
