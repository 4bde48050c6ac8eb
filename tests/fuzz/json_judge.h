// SPDX-License-Identifier: Apache-2.0
// Whether a text is one JSON object (RFC 8259) in which a key stands once and its value is the digit 0. Reads
// by itself, so that it can be held against a library.
#pragma once

#include <string>
#include <string_view>

namespace ozibus::fuzz {

class JsonJudge {
 public:
  JsonJudge(std::string_view text, std::string_view key) : rest_(text), key_(key) {}

  [[nodiscard]] bool says_zero_once();

 private:
  bool value();
  bool object(bool is_outermost);
  bool array();
  bool member(bool is_outermost);
  // What it means, with one byte for whatever is not ASCII.
  bool text(std::string& meaning);
  bool escape(std::string& meaning);
  bool number();
  bool digits();
  bool word(std::string_view word);
  void skip_blanks();

  std::string_view rest_;
  std::string_view key_;
  int found_ = 0;
  bool is_zero_ = false;
};

}  // namespace ozibus::fuzz
