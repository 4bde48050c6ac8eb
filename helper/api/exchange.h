// SPDX-License-Identifier: Apache-2.0
// What travels in one HTTP request and its answer, with the limits that hold for it. It works below a
// C library: nothing here throws or allocates after construction.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "helper/api/http_port.h"

namespace ozibus::api {

class Exchange {
 public:
  static constexpr std::size_t kAnswerLimit = 64 * 1024;
  static constexpr std::size_t kHeaderLimit = 64 * 1024;

  Exchange() { answer_.reserve(kAnswerLimit); }

  // `body` must stay until the exchange is over.
  void begin(std::string_view body, Repeat repeat) noexcept;

  // Puts the next part of the body into `out`. Nothing when there is none left: its length is known, so
  // whoever asks then is about to write the body a second time.
  [[nodiscard]] std::optional<std::size_t> hand_over(std::span<char> out) noexcept;
  // To the beginning of the body, for a second time that is announced. False when there must be none.
  [[nodiscard]] bool rewind() noexcept;

  // False when the answer becomes too long, or says more than once how long it is.
  [[nodiscard]] bool take_header(std::string_view line) noexcept;
  // False when it becomes too long.
  [[nodiscard]] bool take_answer(std::string_view bytes) noexcept;

  // The request's head, or a part of it, was written. So it is when its body is handed over.
  void note_head_written() noexcept { may_have_arrived_ = true; }
  // A line of a head came, the answer's or the proxy's.
  void note_line() noexcept { line_came_ = true; }
  // Bytes of the other side's TLS: a record's head, the type of what is in it, a message of the handshake, or
  // an alert.
  void note_tls(std::string_view bytes) noexcept;

  // Bytes of the answer as they came, before they were cut to the announced length.
  void count_raw_answer(std::size_t size) noexcept { raw_answer_size_ += size; }

  [[nodiscard]] const std::string& answer() const noexcept { return answer_; }
  [[nodiscard]] std::string_view date() const noexcept { return {date_.data(), date_size_}; }
  [[nodiscard]] std::size_t raw_answer_size() const noexcept { return raw_answer_size_; }

  // Also after a rewind: what was written stays so.
  [[nodiscard]] bool may_have_arrived() const noexcept { return may_have_arrived_; }
  [[nodiscard]] bool line_came() const noexcept { return line_came_; }
  [[nodiscard]] bool tls_came() const noexcept { return tls_came_; }
  [[nodiscard]] bool tls_was_refused() const noexcept { return tls_was_refused_; }
  // Through TLS, a part of an answer to the request came, if only a byte of it, or what can't be told from
  // one.
  [[nodiscard]] bool data_came() const noexcept { return data_came_ || data_may_come_; }

  // Why the exchange was stopped from this side; empty when it was not.
  [[nodiscard]] std::string_view objection() const noexcept { return objection_; }

 private:
  std::string_view body_;
  Repeat repeat_ = Repeat::Never;
  std::size_t handed_over_ = 0;
  std::size_t header_size_ = 0;
  std::ptrdiff_t lengths_ = 0;  // in the head that is coming
  std::size_t raw_answer_size_ = 0;
  // "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, section 5.6.7), with its line end.
  std::array<char, 32> date_{};
  std::size_t date_size_ = 0;
  bool may_have_arrived_ = false;
  bool line_came_ = false;
  bool tls_came_ = false;
  bool tls_was_refused_ = false;  // by a fatal alert
  bool data_came_ = false;
  bool data_may_come_ = false;  // in a record whose head says so
  std::string answer_;
  std::string_view objection_;
};

}  // namespace ozibus::api
