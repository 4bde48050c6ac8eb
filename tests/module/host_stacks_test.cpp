// SPDX-License-Identifier: Apache-2.0
// The stacks in conf/pam.d through the real libpam: whoever ends the conversation at any question is
// refused, by pam_authenticate and by pam_setcred after it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <stdlib.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/module/built.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"

namespace ozibus::module_tests {
namespace {

namespace fs = std::filesystem;
using fakes::ScriptedServer;
using ::testing::SizeIs;

const std::string kPassword = "correct horse";
const std::string kFirstFactor = "@include common-auth";

std::string text_of(const fs::path& file) {
  std::ostringstream all;
  all << std::ifstream(file).rdbuf();
  return all.str();
}

std::vector<std::string> shipped_stacks() {
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator(built::kShippedStacks))
    names.push_back(file.path().filename().string());
  return names;
}

struct Question {
  std::string answer;
  int when_it_fails;
};

class ShippedStacks : public ::testing::TestWithParam<std::string> {
 protected:
  ShippedStacks() {
    // Of the private root, as Syslog makes sure.
    EXPECT_EQ(::system(("echo '" + kUser + ":" + kPassword + "' | chpasswd").c_str()), 0);
    site.configure("", "ask_first = true\nresend_wait = \"0s\"",
                   "send_limit = \"50 per 1h\"\nlockout = \"50 per 1h\"");
    site.write("pam.d/common-auth", text_of("/etc/pam.d/common-auth"), 0644);
    const std::string shipped = text_of(fs::path(built::kShippedStacks) / GetParam());
    site.stack(with_tested_module(shipped));
    asks_for_password = shipped.find("\n" + kFirstFactor) != std::string::npos;
  }

  static std::string with_tested_module(std::string stack) {
    const std::string installed = "pam_ozibus.so\n";
    const auto at = stack.find(installed);
    EXPECT_NE(at, std::string::npos);
    return stack.replace(at, installed.size(), "MODULE\n");
  }

  // A login with one wrong code.
  [[nodiscard]] std::vector<Question> questions() const {
    std::vector<Question> all;
    if (asks_for_password) all.push_back({kPassword, PAM_AUTH_ERR});
    for (const char* answer : {"", "111111", "123456"})
      all.push_back({answer, PAM_CONV_ERR});
    return all;
  }

  const Syslog log;
  const ScriptedServer server{std::vector(20, answering({kDone, kRejected, kDone}))};
  Site site{server.url()};
  bool asks_for_password = false;
};

TEST_P(ShippedStacks, let_in_who_answers_all_questions) {
  PamClient client;
  for (const auto& question : questions())
    client.will_type(question.answer);
  EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SUCCESS);
  EXPECT_EQ(client.credentials, PAM_SUCCESS);
  EXPECT_THAT(client.messages, SizeIs(questions().size()));
}

TEST_P(ShippedStacks, refuse_whoever_ends_the_conversation_at_any_question) {
  const std::vector<Question> all = questions();
  for (std::size_t last = 0; last < all.size(); ++last) {
    for (const int failure : {PAM_CONV_ERR, PAM_ABORT, PAM_CONV_AGAIN, PAM_AUTH_ERR, PAM_SUCCESS}) {
      SCOPED_TRACE(std::to_string(last) + " answers, then " + std::to_string(failure));
      PamClient client;
      client.failure = failure;
      for (std::size_t i = 0; i < last; ++i)
        client.will_type(all[i].answer);
      if (failure == PAM_SUCCESS) {
        client.will_give_nothing();
      } else {
        client.will_fail();
      }
      EXPECT_EQ(client.authenticate(site.services(), kUser), all[last].when_it_fails);
      EXPECT_NE(client.credentials, PAM_SUCCESS);
      EXPECT_THAT(client.messages, SizeIs(last + 1)) << "something was still asked or shown";
    }
  }
}

std::string stack_name(const ::testing::TestParamInfo<std::string>& stack) {
  std::string name = stack.param;
  std::ranges::replace(name, '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Conf, ShippedStacks, ::testing::ValuesIn(shipped_stacks()), stack_name);

}  // namespace
}  // namespace ozibus::module_tests
