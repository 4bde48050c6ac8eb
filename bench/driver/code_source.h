// SPDX-License-Identifier: Apache-2.0
// Where a person finds the code.
#pragma once

#include <fstream>
#include <map>
#include <string>

namespace ozibus::bench {

// "outbox:PATH", the newest message to somebody in the file that ozibus-server delivers to; "list:PATH", the
// next line of a file; "text:CODE".
class CodeSource {
 public:
  explicit CodeSource(const std::string& description);
  std::string code_for(const std::string& recipient);

 private:
  void read_outbox();

  std::string kind_;
  std::string value_;
  std::ifstream file_;
  std::map<std::string, std::string> sent_;
};

}  // namespace ozibus::bench
