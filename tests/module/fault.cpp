// SPDX-License-Identifier: Apache-2.0
#include "tests/module/fault.h"

#include <utility>

namespace ozibus::module_tests {
namespace {

fakes::Script joined(fakes::Script first, const fakes::Script& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

std::string success() {
  return fakes::response(200, R"({"response_code": 0, "response_message": ")" + kWords + "\"}");
}

std::string rejection(const std::string& message) {
  return fakes::response(200, R"({"response_code": 20, "response_message": ")" + message + "\"}");
}

Course on_answer(const fakes::Script& after_request) {
  return {.connection = joined({fakes::StartTls{}, fakes::Receive{}}, after_request),
          .kept = joined({fakes::Receive{}}, after_request)};
}

Course on_connection(fakes::Script connection) {
  return {.connection = std::move(connection), .kept = {}};
}

const Trust& trust() {
  static const Trust trust;
  return trust;
}

}  // namespace ozibus::module_tests
