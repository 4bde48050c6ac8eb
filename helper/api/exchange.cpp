// SPDX-License-Identifier: Apache-2.0
#include "helper/api/exchange.h"

#include <algorithm>
#include <array>

#include <strings.h>

namespace ozibus::api {
namespace {

constexpr std::string_view kLost = "connection lost after the request was written, which is not done twice";

// RFC 8446, section 6: an alert is its level and what it is about. Nothing else of TLS that is shown on its
// own is as long.
constexpr std::size_t kAlertSize = 2;
constexpr char kFatal = 2;

// RFC 8446, section 5: a record's head begins with the type of what is in it. In TLS 1.3 that of an encrypted
// one always says this type; what is in it is shown by itself, once the record is there and decrypted.
constexpr std::size_t kRecordHeadSize = 5;
constexpr std::size_t kInnerTypeSize = 1;
constexpr char kApplicationData = 23;

constexpr std::string_view kDate = "date: ";

bool is_of(std::string_view field, std::string_view line) noexcept {
  return line.size() >= field.size() && ::strncasecmp(line.data(), field.data(), field.size()) == 0;
}

bool tells_length(std::string_view line) noexcept {
  constexpr std::array<std::string_view, 2> kFields = {"content-length:", "transfer-encoding:"};
  return std::ranges::any_of(kFields, [line](std::string_view field) { return is_of(field, line); });
}

}  // namespace

void Exchange::begin(std::string_view body, Repeat repeat) noexcept {
  body_ = body;
  repeat_ = repeat;
  handed_over_ = 0;
  header_size_ = 0;
  lengths_ = 0;
  raw_answer_size_ = 0;
  date_size_ = 0;
  may_have_arrived_ = false;
  line_came_ = false;
  tls_came_ = false;
  tls_was_refused_ = false;
  data_came_ = false;
  data_may_come_ = false;
  answer_.clear();
  objection_ = {};
}

std::optional<std::size_t> Exchange::hand_over(std::span<char> out) noexcept {
  const std::string_view rest = body_.substr(handed_over_);
  if (rest.empty()) {
    objection_ = kLost;
    return std::nullopt;
  }
  const std::size_t size = rest.copy(out.data(), out.size());
  handed_over_ += size;
  may_have_arrived_ = true;
  return size;
}

bool Exchange::rewind() noexcept {
  switch (repeat_) {
    case Repeat::Allowed:
      handed_over_ = 0;
      return true;
    case Repeat::Never:
      break;
  }
  objection_ = kLost;
  return false;
}

void Exchange::note_tls(std::string_view bytes) noexcept {
  tls_came_ = true;
  if (bytes.size() == kAlertSize && bytes.front() == kFatal) tls_was_refused_ = true;
  if (!may_have_arrived_) return;  // so it is the handshake, or the answer of a proxy
  const bool says_data = !bytes.empty() && bytes.front() == kApplicationData;
  if (bytes.size() == kRecordHeadSize && says_data) data_may_come_ = true;
  if (bytes.size() == kInnerTypeSize) {
    data_came_ = data_came_ || says_data;
    data_may_come_ = false;
  }
}

bool Exchange::take_header(std::string_view line) noexcept {
  header_size_ += line.size();
  if (header_size_ > kHeaderLimit) objection_ = "response headers longer than 64 KiB";
  const bool ends_head = line == "\r\n" || line == "\n";
  if (ends_head) lengths_ = 0;  // that of "100 Continue" is followed by another
  if (is_of(kDate, line)) date_size_ = line.substr(kDate.size()).copy(date_.data(), date_.size());
  if (tells_length(line)) lengths_ += 1 + std::ranges::count(line, ',');
  // RFC 9112, section 6.3: whoever reads on might take the beginning of another answer for this one's end.
  if (lengths_ > 1) objection_ = "answer that gives its length more than once";
  return objection_.empty();
}

bool Exchange::take_answer(std::string_view bytes) noexcept {
  if (bytes.size() > kAnswerLimit - answer_.size()) {
    objection_ = "answer longer than 64 KiB";
    return false;
  }
  answer_.append(bytes);
  return true;
}

}  // namespace ozibus::api
