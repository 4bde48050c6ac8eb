// SPDX-License-Identifier: Apache-2.0
// What lies between a login and the service: names, name servers, addresses. It changes /etc of the
// private root, for as long as it lives.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/unique_fd.h"

namespace ozibus::module_tests {

class Surroundings {
 public:
  // These names lead to loopback, where something listens at these ports.
  Surroundings(std::vector<std::string> names, std::vector<std::uint16_t> ports);
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  ~Surroundings();

  void lead_to(const std::string& address) const;
  // To an address where connections are neither refused nor completed.
  void lead_to_a_full_backlog();
  void know_no_names() const;
  // The names are asked of a server that never answers.
  void ask_a_silent_name_server();
  // Whoever looks a name up waits for longer than any login.
  void never_end_a_look_up();

 private:
  std::vector<std::string> names_;
  std::vector<std::uint16_t> ports_;
  std::vector<base::UniqueFd> held_;
};

}  // namespace ozibus::module_tests
