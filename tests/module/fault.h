// SPDX-License-Identifier: Apache-2.0
// Faults of the network, of the service and of whoever stands between, each with what a login comes to
// that meets it: when it orders a code, and when it has one checked.
#pragma once

#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <security/pam_appl.h>

#include "tests/fakes/certificates.h"
#include "tests/fakes/scripted_server.h"
#include "tests/module/surroundings.h"

namespace ozibus::module_tests {

inline const std::string kCode = "493817";
inline const std::string kWords = "words of the service";  // in each response_message

// How a fault comes about.
struct Course {
  // What a connection plays, from its beginning.
  fakes::Script connection;
  // What the connection plays once the code was ordered on it; it is closed when this is empty.
  fakes::Script kept;
  // What happens to the network.
  std::function<void(Surroundings&)> strike = [](Surroundings&) {};
};

// PAM results; none where the fault makes no sense.
struct Results {
  std::optional<int> send;
  std::optional<int> send_allowed;  // with on_unavailable = "allow"
  std::optional<int> verify;        // whatever on_unavailable is
};
inline constexpr Results kUnavailable{PAM_AUTHINFO_UNAVAIL, PAM_AUTHINFO_UNAVAIL, PAM_AUTHINFO_UNAVAIL};
inline constexpr Results kNobodyThere{PAM_AUTHINFO_UNAVAIL, PAM_SUCCESS, PAM_AUTHINFO_UNAVAIL};

// Whether a login that meets the fault ends by a time limit or at once.
enum class Ends { AtOnce, ByTimeLimit };

struct Fault {
  std::string name;  // in docs/robustness.md
  Course course;
  Results results;
  std::string reason;  // part of reason= in the log
  Ends ends = Ends::AtOnce;
  std::string api = "";                      // lines for [api]
  std::optional<std::string> typed = kCode;  // for a code; none: the conversation ends
  std::string group = "";                    // set where all of them are put together
};

inline std::ostream& operator<<(std::ostream& out, const Fault& fault) {
  return out << fault.name;
}

// The service's right answers.
[[nodiscard]] std::string success();
[[nodiscard]] std::string rejection(const std::string& message = kWords);

// In place of a right answer, on the connection that is there.
[[nodiscard]] Course on_answer(const fakes::Script& after_request);
// On a new connection, from its beginning: the one that is kept was closed before.
[[nodiscard]] Course on_connection(fakes::Script connection);

// Names under which the services are found, certificates for them, and an authority that the site trusts.
struct Trust {
  static constexpr const char* kFirst = "api.example";
  static constexpr const char* kSecond = "api-2.example";
  static constexpr const char* kAlternativeNames = "DNS:api.example,DNS:api-2.example";

  fakes::Authority authority;
  fakes::Identity right = authority.issue({.alternative_name = kAlternativeNames});
};
[[nodiscard]] const Trust& trust();

[[nodiscard]] std::vector<Fault> faults_of_connections();
[[nodiscard]] std::vector<Fault> faults_of_certificates();
[[nodiscard]] std::vector<Fault> faults_of_transfers();
[[nodiscard]] std::vector<Fault> faults_of_answers();

}  // namespace ozibus::module_tests
