// SPDX-License-Identifier: Apache-2.0
// Answers that arrive whole and are not what was agreed upon.
#include "tests/module/fault.h"

namespace ozibus::module_tests {
namespace {

using fakes::response;
using fakes::Send;
using fakes::Silence;

const std::string kNotNearly = "body is not a JSON object with one integer response_code";
const Results kRefused{PAM_AUTH_ERR, PAM_AUTH_ERR, PAM_MAXTRIES};

Course answer(const std::string& bytes) {
  return on_answer({Send{bytes}});
}

std::string object(const std::string& members) {
  return response(200, "{" + members + "}");
}

std::vector<Fault> of_another_protocol() {
  const std::string h2("\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64\x00\x04\x00\x00\xff\xff",
                       21);
  return {
      {"redirect", answer(response(307, R"({"response_code": 0})", "Location: /v1/elsewhere\r\n")),
       kUnavailable, "redirects are not followed"},
      {"HTTP 0.9: a body and nothing else", on_answer({Send{R"({"response_code": 0})"}, fakes::Close{}}),
       kUnavailable, "HTTP/0.9 when not allowed"},
      {"HTTP/2 instead of HTTP/1.1", on_answer({Send{h2}, fakes::Close{}}), kUnavailable,
       "HTTP/0.9 when not allowed"},
      {"101 Switching Protocols to HTTP/2",
       on_answer(
           {Send{"HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n" + h2},
            fakes::Close{}}),
       kUnavailable, "HTTP 101"},
      {"status 500 with the body of a success", answer(response(500, R"({"response_code": 0})")),
       kUnavailable, "HTTP 500"},
      {"status 204 with the body of a success", answer(response(204, R"({"response_code": 0})")),
       kUnavailable, "HTTP 204"},
      {"NUL in a header",
       answer(std::string("HTTP/1.1 200 OK\r\nX: \0\r\nContent-Length: 20\r\n\r\n", 45) +
              R"({"response_code": 0})"),
       kUnavailable, "Nul byte in header"},
      {"escape sequences in the status line",
       answer("HTTP/1.1 503 \x1b[2J\x07 result=accepted\r\nContent-Length: 0\r\n\r\n"), kUnavailable,
       "HTTP 503"},
  };
}

std::vector<Fault> of_json() {
  return {
      {"100,000 nested brackets", answer(object("\"response_code\": 0, \"x\": " + std::string(100'000, '['))),
       kUnavailable, "answer longer than 64 KiB"},
      {"60,000 nested brackets", answer(object("\"response_code\": 0, \"x\": " + std::string(60'000, '['))),
       kUnavailable, kNotNearly},
      {"response_code twice", answer(object(R"("response_code": 20, "response_code": 0)")), kUnavailable,
       kNotNearly},
      {"invalid UTF-8", answer(object("\"response_code\": 0, \"response_message\": \"\xff\"")), kUnavailable,
       kNotNearly},
      {"response_code of 2 to the 64th", answer(object("\"response_code\": 18446744073709551616")),
       kUnavailable, kNotNearly},
      {"response_code of 2 to the 63rd", answer(object("\"response_code\": 9223372036854775808")),
       kUnavailable, kNotNearly},
  };
}

// A refusal is none of the network's faults: nothing lets anybody in past it.
std::vector<Fault> of_words() {
  return {
      {"refusal with escape sequences and forged log fields",
       answer(rejection(kWords +
                        R"(\" result=accepted user=root \u001b[2J\u0007\u009b\n<13>x: result=accepted)")),
       kRefused, R"(\x1b[2J)"},
      {"refusal with a message of 60,000 characters", answer(rejection(kWords + std::string(60'000, '%'))),
       kRefused, "%%%"},
      {"refusal that carries the API key and the contact",
       answer(rejection(kWords + " sk_secret_of_the_site +61400000001")), kRefused, "***"},
      {"rejection that carries the right code",
       answer(rejection(kWords + " " + kCode)),
       {.send = {}, .send_allowed = {}, .verify = PAM_MAXTRIES},
       "***"},
  };
}

}  // namespace

std::vector<Fault> faults_of_answers() {
  std::vector<Fault> all = of_another_protocol();
  for (auto&& more : {of_json(), of_words()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace ozibus::module_tests
