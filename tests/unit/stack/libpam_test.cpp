// SPDX-License-Identifier: Apache-2.0
// That run() comes to what the real libpam comes to, with modules that give the results they are told to.
#include <array>
#include <filesystem>
#include <random>
#include <string>

#include <security/pam_appl.h>

#include <gtest/gtest.h>

#include "ctl/stack/run.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::stack {
namespace {

struct Answer {
  const char* name;  // as pam_debug.so takes it
  int result;
};
constexpr std::array kAnswers = {
    Answer{"success", PAM_SUCCESS},   Answer{"ignore", PAM_IGNORE},
    Answer{"auth_err", PAM_AUTH_ERR}, Answer{"user_unknown", PAM_USER_UNKNOWN},
    Answer{"maxtries", PAM_MAXTRIES}, Answer{"new_authtok_reqd", PAM_NEW_AUTHTOK_REQD}};

int result_of(const Rule& rule) {
  for (const Answer& answer : kAnswers) {
    if (rule.arguments.at(0) == std::string("auth=") + answer.name) return answer.result;
  }
  return PAM_SYSTEM_ERR;
}

int libpam(const std::string& folder) {
  const pam_conv conversation{};
  pam_handle_t* handle = nullptr;
  EXPECT_EQ(::pam_start_confdir("service", "somebody", &conversation, folder.c_str(), &handle), PAM_SUCCESS);
  const int result = ::pam_authenticate(handle, 0);
  ::pam_end(handle, result);
  return result;
}

class RandomStacks {
 public:
  explicit RandomStacks(unsigned seed) : random_(seed) {}

  std::string make(int modules) {
    std::string stack;
    for (int i = 0; i < modules; ++i)
      stack += "auth " + control() + " pam_debug.so auth=" + pick(kAnswers).name + "\n";
    return stack;
  }

 private:
  template <typename Choices>
  auto pick(const Choices& choices) -> decltype(choices[0]) {
    return choices[std::uniform_int_distribution<std::size_t>(0, std::size(choices) - 1)(random_)];
  }

  std::string control() {
    static constexpr const char* kWords[] = {"required", "requisite", "sufficient", "optional"};
    static constexpr const char* kActions[] = {"ignore", "bad", "die", "ok", "done", "reset", "1", "2"};
    if (pick(std::array{true, false})) return pick(kWords);
    std::string control = "[";
    for (const Answer& answer : kAnswers) {
      if (pick(std::array{true, false})) control += std::string(answer.name) + "=" + pick(kActions) + " ";
    }
    return control + "default=" + pick(kActions) + "]";
  }

  std::mt19937 random_;
};

void expect_as_libpam(const fakes::TempFolder& folder, const std::string& shown) {
  const auto stack = load_stack(folder.path(), "service", "auth");
  ASSERT_TRUE(stack) << stack.error().reason;
  EXPECT_EQ(run(*stack, result_of).result, libpam(folder.path())) << shown;
}

TEST(StackRun, comes_to_what_libpam_comes_to) {
  RandomStacks random(1);
  for (int round = 0; round < 500; ++round) {
    const fakes::TempFolder folder;
    const std::string service = random.make(1 + round % 6);
    folder.write("service", service, 0644);
    expect_as_libpam(folder, service);
  }
}

TEST(StackRun, comes_to_what_libpam_comes_to_with_substacks) {
  RandomStacks random(2);
  for (int round = 0; round < 500; ++round) {
    const fakes::TempFolder folder;
    const std::string inner = random.make(1 + round % 3);
    const std::string service =
        random.make(round % 3) + "auth substack " + folder.path("inner") + "\n" + random.make(1 + round % 2);
    folder.write("inner", inner, 0644);
    folder.write("service", service, 0644);
    expect_as_libpam(folder, service + "inner:\n" + inner);
  }
}

TEST(StackRun, comes_to_what_libpam_comes_to_with_other) {
  RandomStacks random(3);
  for (int round = 0; round < 500; ++round) {
    const fakes::TempFolder folder;
    const std::string nothing = folder.write("nothing", "", 0644);
    // None of the first four has a module of type auth; a substack is something all the same.
    const std::array own = {std::string(), std::string("account required pam_debug.so\n"),
                            "auth include " + nothing + "\n", "auth substack " + nothing + "\n",
                            random.make(1)};
    const std::string service = own.at(static_cast<std::size_t>(round) % own.size());
    const std::string other = random.make(round % 4);
    folder.write("other", other, 0644);
    folder.write("service", service, 0644);
    expect_as_libpam(folder, service + "other:\n" + other);
  }
}

}  // namespace
}  // namespace ozibus::ctl::stack
