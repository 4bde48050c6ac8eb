// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "helper/config/config.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::config {
namespace {

using namespace std::string_view_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CredentialsTest : public testing::Test {
 protected:
  Result<api::Credentials> load(std::string_view content) {
    return load_credentials(folder_.write("credentials", content));
  }

  // The reason of the refusal without the path before it, or nothing when the content is good.
  std::string refusal(std::string_view content) {
    const auto credentials = load(content);
    if (credentials) return "";
    const std::string& reason = credentials.error().reason;
    return reason.starts_with(path_) ? reason.substr(path_.size()) : "not about this file: " + reason;
  }

  std::string with_token_file(std::string_view token, mode_t mode = 0600) {
    return kPair + "bearer_token_file = \"" + folder_.write("token", token, mode) + "\"\n";
  }

  const std::string kPair = "merchant_id = \"M-1\"\napi_key = \"key-2\"\n";
  fakes::TempFolder folder_;
  const std::string path_ = folder_.path("credentials");
};

TEST_F(CredentialsTest, use_the_api_key_as_bearer_when_there_is_no_token) {
  const auto credentials = load(kPair);
  ASSERT_TRUE(credentials) << credentials.error().reason;
  EXPECT_EQ(credentials->merchant_id, "M-1");
  EXPECT_EQ(credentials->api_key.reveal(), "key-2");
  EXPECT_EQ(credentials->bearer.reveal(), "key-2");
}

TEST_F(CredentialsTest, take_a_bearer_token) {
  const auto credentials = load(kPair + "bearer_token = \"eyJ.a-b_c/+=\"");
  ASSERT_TRUE(credentials) << credentials.error().reason;
  EXPECT_EQ(credentials->api_key.reveal(), "key-2");
  EXPECT_EQ(credentials->bearer.reveal(), "eyJ.a-b_c/+=");
}

TEST_F(CredentialsTest, take_the_token_of_a_file_without_what_stands_behind_it) {
  for (const std::string_view token : {"tok", "tok\n", "tok\r\n", "tok \t\n\n"}) {
    const auto credentials = load(with_token_file(token));
    ASSERT_TRUE(credentials) << credentials.error().reason;
    EXPECT_EQ(credentials->bearer.reveal(), "tok");
  }
}

TEST_F(CredentialsTest, read_the_token_file_afresh_each_time) {
  const std::string content = with_token_file("old\n");
  EXPECT_EQ(load(content)->bearer.reveal(), "old");
  folder_.write("token", "new\n");
  EXPECT_EQ(load_credentials(path_)->bearer.reveal(), "new");
}

TEST_F(CredentialsTest, take_values_up_to_4096_bytes) {
  const std::string longest(4096, 'k');
  const auto credentials = load("merchant_id = \"M-1\"\napi_key = \"" + longest + "\"");
  ASSERT_TRUE(credentials) << credentials.error().reason;
  EXPECT_EQ(credentials->api_key.reveal(), longest);
  EXPECT_EQ(load(with_token_file(longest + "\n"))->bearer.reveal(), longest);
  EXPECT_FALSE(load("merchant_id = \"M-1\"\napi_key = \"" + longest + "k\""));
  EXPECT_FALSE(load(with_token_file(longest + "k")));
}

TEST_F(CredentialsTest, are_refused_when_something_is_missing) {
  EXPECT_EQ(refusal(""), ": merchant_id is missing; write merchant_id = \"...\"");
  EXPECT_EQ(refusal("api_key = \"k\""), ": merchant_id is missing; write merchant_id = \"...\"");
  EXPECT_EQ(refusal("merchant_id = \"m\""), ": api_key is missing; write api_key = \"...\"");
}

TEST_F(CredentialsTest, are_refused_when_a_value_could_forge_a_header) {
  const std::string bad[] = {
      R"("")",        R"(" ")",       R"("a b")",    R"("a\tb")", R"("a\r\nX: y")", R"("a\n")",
      R"("a\u0000")", R"("a\u007f")", R"("\u00e4")", R"(" a")",   R"("a ")",        "\"\"\"\na\n\"\"\"",
  };
  for (const auto& value : bad) {
    EXPECT_THAT(refusal("api_key = \"k\"\nmerchant_id = " + value), StartsWith(":2:15: merchant_id must be "))
        << value;
    EXPECT_THAT(refusal("merchant_id = \"m\"\napi_key = " + value), StartsWith(":2:11: api_key must be "))
        << value;
    EXPECT_THAT(refusal(kPair + "bearer_token = " + value), StartsWith(":3:16: bearer_token must be "))
        << value;
  }
}

TEST_F(CredentialsTest, are_refused_as_long_as_they_are_those_of_the_example) {
  EXPECT_EQ(refusal("merchant_id = \"YOUR_MERCHANT_ID\"\napi_key = \"k\""),
            ":1:15: merchant_id is still that of the example; write the one of your account");
  EXPECT_EQ(refusal("merchant_id = \"m\"\napi_key = \"YOUR_API_KEY\""),
            ":2:11: api_key is still that of the example; write the one of your account");
  EXPECT_EQ(refusal(kPair + "bearer_token = \"YOUR_TOKEN\""),
            ":3:16: bearer_token is still that of the example; write the one of your account");
}

TEST_F(CredentialsTest, are_refused_when_a_token_file_could_forge_a_header) {
  const std::string_view bad[] = {"",         "\n",          " \n",     " tok",     "to k",
                                  "tok\ntok", "tok\r\nX: y", "tok\0"sv, "t\xc3\xa4"};
  for (const auto token : bad) {
    const auto credentials = load(with_token_file(token));
    ASSERT_FALSE(credentials) << token;
    EXPECT_THAT(credentials.error().reason, StartsWith(folder_.path("token") + ": the token must be "))
        << token;
  }
}

TEST_F(CredentialsTest, are_refused_when_a_value_is_no_text) {
  EXPECT_EQ(refusal("merchant_id = 17\napi_key = \"k\""),
            ":1:15: merchant_id must be a text; write it in quotes");
  EXPECT_EQ(refusal("merchant_id = \"m\"\napi_key = [\"k\"]"),
            ":2:11: api_key must be a text; write it in quotes");
  EXPECT_EQ(refusal(kPair + "bearer_token = true"), ":3:16: bearer_token must be a text; write it in quotes");
}

TEST_F(CredentialsTest, are_refused_with_two_tokens) {
  EXPECT_EQ(refusal(with_token_file("tok") + "bearer_token = \"t\""),
            ":3:1: bearer_token and bearer_token_file are both set; keep one");
}

TEST_F(CredentialsTest, are_refused_with_a_token_file_that_cannot_be_trusted) {
  EXPECT_THAT(refusal(kPair + "bearer_token_file = \"token\""),
              StartsWith(":3:21: bearer_token_file must be a path that begins with '/'"));
  EXPECT_THAT(refusal(kPair + "bearer_token_file = \"\""),
              StartsWith(":3:21: bearer_token_file must be a path"));

  const auto loose = load(with_token_file("tok", 0640));
  ASSERT_FALSE(loose);
  EXPECT_THAT(loose.error().reason, StartsWith(folder_.path("token") + ": mode 0640 lets others read it"));
  EXPECT_FALSE(load(kPair + "bearer_token_file = \"" + folder_.path("missing") + "\""));
  EXPECT_FALSE(load(kPair + "bearer_token_file = \"" + folder_.path() + "\""));
  EXPECT_FALSE(load(with_token_file(std::string(70000, ' '))));
}

TEST_F(CredentialsTest, are_refused_when_others_can_read_them) {
  for (const mode_t mode : {0640U, 0604U, 0644U, 0660U}) {
    const auto credentials = load_credentials(folder_.write("credentials", kPair, mode));
    ASSERT_FALSE(credentials) << std::oct << mode;
    EXPECT_THAT(credentials.error().reason, HasSubstr("run: chmod 600 " + path_));
  }
  EXPECT_FALSE(load_credentials(folder_.path("missing")));
}

TEST_F(CredentialsTest, never_appear_in_an_error) {
  const std::string cases[] = {
      "merchant_id = \"SECRET\"\napi_key = \"SECRET\"\nbearer_token = SECRET",
      "merchant_id = \"SECRET\"\napi_key = SECRET",
      "api_key = \"SECRET",
      "api_key = 'SECRET'SECRET",
      "api_key = \"\\SECRET\"",
      "api_key = \"SECRET\"\napi_key = \"SECRET\"",
      "SECRET",
      "SECRET = \"SECRET\"",
      "\"SECRET\" = 1\n\"SECRET\" = 2",
      "[SECRET]",
      "[SECRET",
      "[SECRET]\n[SECRET]",
      "[[SECRET]]",
      "merchant_id.SECRET = \"x\"",
      "merchant_id = \"SECRET SECRET\"\napi_key = \"k\"",
      "merchant_id = \"m\"\napi_key = \"SECRET\\nSECRET\"",
      "merchant_id = \"m\"\napi_key = \"k\"\nbearer_token_file = \"SECRET\"",
      "merchant_id = \"m\"\napi_key = \"k\"\nbearer_token = \"SECRET\\u0000\"",
      "\xff"
      "SECRET",
      std::string("SECRET\0", 7),
      "api_key = \"SECRET" + std::string(70000, 'k') + "\"",
  };
  for (const auto& content : cases) {
    EXPECT_NE(refusal(content), "") << content.substr(0, 60);
    EXPECT_THAT(refusal(content), Not(HasSubstr("SECRET"))) << content.substr(0, 60);
    EXPECT_THAT(refusal(content), HasSubstr("; ")) << content.substr(0, 60);
  }
  EXPECT_THAT(load(with_token_file("SECRET SECRET")).error().reason, Not(HasSubstr("SECRET")));
}

TEST_F(CredentialsTest, are_refused_with_a_place_when_a_key_is_unknown) {
  EXPECT_EQ(refusal(kPair + "\n  apikey = \"k\""),
            ":4:3: unknown key; write merchant_id, api_key, bearer_token or bearer_token_file");
  EXPECT_EQ(refusal(kPair + "[api]\n"), ":3:2: there are no sections in this file; remove it");
  EXPECT_THAT(refusal(kPair + "api_key = \"k\""), StartsWith(":3:"));
}

}  // namespace
}  // namespace ozibus::config
