// SPDX-License-Identifier: Apache-2.0
#include "helper/login/answer.h"

#include <string>

#include <gtest/gtest.h>

namespace ozibus::login {
namespace {

// "code 123456", "recovery 0123...", "resend", "sms", "mail", "empty" or "nonsense".
std::string read(std::string_view line) {
  const Answer answer = parse_answer(line);
  if (const auto* code = std::get_if<Code>(&answer)) return "code " + std::string(code->text.reveal());
  if (const auto* code = std::get_if<RecoveryCode>(&answer)) {
    return "recovery " + std::string(code->text.reveal());
  }
  if (const auto* command = std::get_if<Command>(&answer)) {
    switch (*command) {
      case Command::Resend:
        return "resend";
      case Command::Sms:
        return "sms";
      case Command::Mail:
        return "mail";
    }
  }
  return std::holds_alternative<Empty>(answer) ? "empty" : "nonsense";
}

TEST(Answer, is_a_code_of_four_to_ten_letters_or_digits) {
  EXPECT_EQ(read("1234"), "code 1234");
  EXPECT_EQ(read("123456"), "code 123456");
  EXPECT_EQ(read("aB3dE6gH9j"), "code aB3dE6gH9j");
  EXPECT_EQ(read("123"), "nonsense");
  EXPECT_EQ(read("12345678901"), "nonsense");
}

TEST(Answer, is_a_recovery_code_of_twelve_letters_or_digits_that_people_may_confuse) {
  EXPECT_EQ(read("7Q2M-9FKD-03ZX"), "recovery 7Q2M9FKD03ZX");
  EXPECT_EQ(read(" 7q2m 9fkd 03zx "), "recovery 7Q2M9FKD03ZX");
  EXPECT_EQ(read("7q2m9fkdo3zl"), "recovery 7Q2M9FKD03Z1");
  EXPECT_EQ(read("7Q2M-9FKD-03Z"), "nonsense");
  EXPECT_EQ(read("7Q2M-9FKD-03ZXY"), "nonsense");
  EXPECT_EQ(read("7Q2M-9FKD-03ZU"), "nonsense");
}

TEST(Answer, drops_blanks_and_dashes_in_a_code) {
  EXPECT_EQ(read(" 123 456 "), "code 123456");
  EXPECT_EQ(read("123-456"), "code 123456");
  EXPECT_EQ(read("1 2-3\t4"), "code 1234");
  EXPECT_EQ(read("1 2 3 4 5 6 7 8 9 0"), "code 1234567890");
  EXPECT_EQ(read("1-"), "nonsense");
  EXPECT_EQ(read("----"), "nonsense");
}

TEST(Answer, is_a_command_of_one_letter) {
  EXPECT_EQ(read("r"), "resend");
  EXPECT_EQ(read("R"), "resend");
  EXPECT_EQ(read(" s "), "sms");
  EXPECT_EQ(read("M"), "mail");
  EXPECT_EQ(read("x"), "nonsense");
  EXPECT_EQ(read("7"), "nonsense");
  EXPECT_EQ(read("rr"), "nonsense");
}

TEST(Answer, is_empty_without_anything_but_blanks) {
  EXPECT_EQ(read(""), "empty");
  EXPECT_EQ(read(" \t "), "empty");
}

TEST(Answer, is_nonsense_with_any_other_byte) {
  EXPECT_EQ(read("123456\n"), "nonsense");
  EXPECT_EQ(read("12.3456"), "nonsense");
  EXPECT_EQ(read("123456\""), "nonsense");
  EXPECT_EQ(read("\xef\xbc\x91\xef\xbc\x92\xef\xbc\x93\xef\xbc\x94"), "nonsense");  // full-width digits
  EXPECT_EQ(read(std::string_view("1234\0", 5)), "nonsense");
  EXPECT_EQ(read(std::string(511, '1')), "nonsense");
  EXPECT_EQ(read("1234" + std::string(507, '-') + "u5678901"), "nonsense");
}

}  // namespace
}  // namespace ozibus::login
