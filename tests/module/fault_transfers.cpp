// SPDX-License-Identifier: Apache-2.0
// Answers that break off, never end, or have another length than they say. What arrives of them looks like
// success.
#include <chrono>

#include "tests/module/fault.h"

namespace ozibus::module_tests {
namespace {

using fakes::Close;
using fakes::Reset;
using fakes::Send;
using fakes::SendForever;
using fakes::SendSlowly;
using fakes::Silence;

const std::string kBody = R"({"response_code": 0})";
const std::string kNoObject = "body is not a JSON object";

std::string head(const std::string& fields) {
  return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + fields;
}

std::string chunked(const std::string& chunks) {
  return head("Transfer-Encoding: chunked\r\n\r\n") + chunks;
}

// What fits into 60 KiB of the answer would be 59 MiB of zeros.
std::string gzip_bomb() {
  const std::string begin(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xec\xc1\x01\x01\x00\x00\x00\x80\x90\xfe\xaf\xee\x08\x0a", 24);
  return fakes::response(200, begin + std::string(60'000, '\0'), "Content-Encoding: gzip\r\n");
}

std::string gzipped_success() {
  const std::string body(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\x03\x01\x14\x00\xeb\xff"
      R"({"response_code": 0})"
      "\xb8\x9a\x91\x4\x00\x00\x00",
      43);
  return fakes::response(200, body, "Content-Encoding: gzip\r\n");
}

std::vector<Fault> that_break_off() {
  return {
      {"connection reset after the request", on_answer({Reset{}}), kNobodyThere, "Connection reset by peer"},
      {"connection closed after the request", on_answer({Close{}}), kNobodyThere, "Empty reply from server"},
      {"connection reset in the middle of the status line", on_answer({Send{"HTTP/1."}, Reset{}}),
       kUnavailable, "Connection reset by peer"},
      {"connection reset in the middle of the headers", on_answer({Send{head("Content-Len")}, Reset{}}),
       kUnavailable, "Connection reset by peer"},
      {"connection closed in the middle of the headers", on_answer({Send{head("Content-Len")}, Close{}}),
       kUnavailable, "body is not a JSON object"},
      {"connection reset in the middle of the body",
       on_answer({Send{head("Content-Length: 400\r\n\r\n") + kBody}, Reset{}}), kUnavailable,
       "Connection reset by peer"},
      {"Content-Length too large, then closed",
       on_answer({Send{head("Content-Length: 400\r\n\r\n") + kBody}, Close{}}), kUnavailable,
       "380 bytes remaining to read"},
      {"last chunk missing, then closed", on_answer({Send{chunked("14\r\n" + kBody + "\r\n")}, Close{}}),
       kUnavailable, "outstanding read data remaining"},
  };
}

std::vector<Fault> that_take_too_long() {
  constexpr auto kLimit = Ends::ByTimeLimit;
  constexpr const char* kNoAnswer = "no answer within 500ms";
  return {
      {"answer never comes", on_answer({Silence{}}), kNobodyThere, kNoAnswer, kLimit},
      {"answer comes byte by byte, slowly", on_answer({SendSlowly{success(), std::chrono::milliseconds(50)}}),
       kUnavailable, kNoAnswer, kLimit},
      {"answer stops in the middle of the status line", on_answer({Send{"HTTP/1."}, Silence{}}), kUnavailable,
       kNoAnswer, kLimit},
      {"answer stops in the middle of the headers", on_answer({Send{head("Content-Len")}, Silence{}}),
       kUnavailable, kNoAnswer, kLimit},
      {"Content-Length too large, then silence",
       on_answer({Send{head("Content-Length: 400\r\n\r\n") + kBody}, Silence{}}), kUnavailable, kNoAnswer,
       kLimit},
      {"last chunk missing, then silence", on_answer({Send{chunked("14\r\n" + kBody + "\r\n")}, Silence{}}),
       kUnavailable, kNoAnswer, kLimit},
      {"no length, then silence", on_answer({Send{head("\r\n") + kBody}, Silence{}}), kUnavailable, kNoAnswer,
       kLimit},
  };
}

std::vector<Fault> that_are_too_much() {
  return {
      {"headers without end", on_answer({Send{head("")}, SendForever{"X-More: and more\r\n"}}), kUnavailable,
       "headers longer than 64 KiB"},
      {"one header of 1 MiB", on_answer({Send{head("X-Long: " + std::string(1 << 20, 'x') + "\r\n\r\n")}}),
       kUnavailable, ""},
      {"100 Continue again and again", on_answer({SendForever{"HTTP/1.1 100 Continue\r\n\r\n"}}),
       kUnavailable, "headers longer than 64 KiB"},
      {"body without end", on_answer({Send{head("\r\n") + kBody}, SendForever{"                "}}),
       kUnavailable, "answer longer than 64 KiB"},
      {"chunks without end",
       on_answer({Send{chunked("14\r\n" + kBody + "\r\n")}, SendForever{"10\r\n                \r\n"}}),
       kUnavailable, "answer longer than 64 KiB"},
      {"gzip bomb that nobody asked for", on_answer({Send{gzip_bomb()}}), kUnavailable, kNoObject},
      {"gzipped success that nobody asked for", on_answer({Send{gzipped_success()}}), kUnavailable,
       kNoObject},
  };
}

std::vector<Fault> that_lie_about_their_length() {
  return {
      {"Content-Length too small", on_answer({Send{head("Content-Length: 20\r\n\r\n") + kBody + kBody}}),
       kUnavailable, "longer than its Content-Length"},
      {"two answers to one request", on_answer({Send{success() + success()}}), kUnavailable,
       "longer than its Content-Length"},
      {"Content-Length that is no number", on_answer({Send{head("Content-Length: -1\r\n\r\n") + kBody}}),
       kUnavailable, "Invalid Content-Length"},
      {"two lengths, the first too large",
       on_answer({Send{head("Content-Length: 400\r\nContent-Length: 20\r\n\r\n") + kBody}, Close{}}),
       kUnavailable, "length more than once"},
      {"two lengths, the second too large",
       on_answer({Send{head("Content-Length: 20\r\nContent-Length: 400\r\n\r\n") + kBody}, Close{}}),
       kUnavailable, "length more than once"},
      {"Content-Length too small, and chunks",
       on_answer({Send{head("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n") + kBody +
                       "\r\n0\r\n\r\n"}}),
       kUnavailable, "length more than once"},
      {"chunk size that is no number", on_answer({Send{chunked("zz\r\n" + kBody + "\r\n0\r\n\r\n")}}),
       kUnavailable, "hexadecimal sequence in chunked-encoding"},
      {"chunk size beyond 64 bits",
       on_answer({Send{chunked("fffffffffffffffff\r\n" + kBody + "\r\n0\r\n\r\n")}}), kUnavailable,
       "Too long hexadecimal number"},
      {"chunk size of 8 EiB", on_answer({Send{chunked("7fffffffffffffff\r\n" + kBody)}, Close{}}),
       kUnavailable, "outstanding read data remaining"},
  };
}

}  // namespace

std::vector<Fault> faults_of_transfers() {
  std::vector<Fault> all = that_break_off();
  for (auto&& more : {that_take_too_long(), that_are_too_much(), that_lie_about_their_length()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace ozibus::module_tests
