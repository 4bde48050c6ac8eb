// SPDX-License-Identifier: Apache-2.0
#include "ctl/stack/service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::stack {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class StackService : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<std::string> modules(const std::string& service) const {
    std::vector<std::string> found;
    const auto stack = load_stack(folder.path(), service, "auth");
    EXPECT_TRUE(stack) << stack.error().reason;
    for (const Rule& rule : stack ? *stack : Stack{})
      found.push_back(rule.module + " at " + rule.place.text().substr(folder.path().size() + 1));
    return found;
  }
  [[nodiscard]] std::string error(const std::string& service) const {
    const auto stack = load_stack(folder.path(), service, "auth");
    return stack ? "no error" : stack.error().reason;
  }

  const fakes::TempFolder folder;
};

TEST_F(StackService, has_the_modules_of_one_type_in_their_order_with_their_places) {
  folder.write("common-auth", "auth required pam_unix.so\n", 0644);
  folder.write("sudo",
               "# of sudo\naccount required pam_access.so\n@include common-auth\n\n"
               "auth required \\\n  pam_ozibus.so debug\n",
               0644);
  EXPECT_THAT(modules("sudo"), ElementsAre("pam_unix.so at common-auth:1", "pam_ozibus.so at sudo:6"));
}

TEST_F(StackService, is_other_when_it_has_no_file) {
  folder.write("other", "auth required pam_deny.so\n", 0644);
  EXPECT_THAT(modules("nothing"), ElementsAre("pam_deny.so at other:1"));
}

TEST_F(StackService, is_other_for_a_type_of_which_its_file_has_no_line) {
  folder.write("other", "auth required pam_deny.so\naccount required pam_deny.so\n", 0644);
  folder.write("nothing", "# nothing\n", 0644);
  folder.write("sudo", "@include nothing\nauth include nothing\naccount required pam_permit.so\n", 0644);
  EXPECT_THAT(modules("sudo"), ElementsAre("pam_deny.so at other:1"));
  EXPECT_EQ(load_stack(folder.path(), "sudo", "account")->at(0).module, "pam_permit.so");
  EXPECT_TRUE(load_own_stack(folder.path(), "sudo", "auth")->empty());
}

TEST_F(StackService, is_empty_when_nothing_has_a_line) {
  folder.write("sudo", "account required pam_permit.so\n", 0644);
  EXPECT_THAT(modules("sudo"), testing::IsEmpty());
  EXPECT_THAT(error("nothing"), HasSubstr("other: cannot be read"));
}

TEST_F(StackService, knows_a_module_wherever_it_lies) {
  folder.write("sudo", "auth required /opt/lib/pam_ozibus.so\n", 0644);
  const auto stack = load_stack(folder.path(), "sudo", "auth");
  ASSERT_TRUE(stack);
  EXPECT_TRUE(stack->at(0).runs("pam_ozibus.so"));
  EXPECT_FALSE(stack->at(0).runs("pam_ozibus"));
}

TEST_F(StackService, says_where_a_line_is_wrong) {
  folder.write("inner", "\nauth reqired pam_unix.so\n", 0644);
  folder.write("sudo", "@include inner\n", 0644);
  EXPECT_THAT(error("sudo"), HasSubstr(folder.path("inner") + ":2: the control \"reqired\""));
  folder.write("su", "auth include missing\n", 0644);
  EXPECT_THAT(error("su"), HasSubstr(folder.path("missing") + ": cannot be read"));
}

TEST_F(StackService, does_not_go_round_in_circles) {
  folder.write("sudo", "@include sudo\n", 0644);
  EXPECT_THAT(error("sudo"), HasSubstr("circle"));
}

}  // namespace
}  // namespace ozibus::ctl::stack
