// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"

#include <algorithm>
#include <optional>

#include <string.h>

namespace ozibus::protocol {
namespace {

// Numbers are never reused for something else (docs/protocol.md).
enum class Kind : std::uint8_t {
  Start = 1,
  Answer = 2,
  Refusal = 3,
  Ready = 17,
  Error = 19,
  Prompt = 20,
  Verdict = 21,
};

constexpr std::size_t kHeader = 4;

constexpr std::uint8_t kDebug = 1;
constexpr std::uint8_t kHasConversation = 2;
constexpr std::uint8_t kHasPassword = 4;

bool has_no_nul(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c != '\0'; });
}

bool is_showable(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); });
}

class Writer {
 public:
  Writer(std::span<char, kMaxFrame> frame, Kind kind) noexcept : frame_(frame) {
    byte('O');
    byte('Z');
    byte(kVersion);
    byte(static_cast<std::uint8_t>(kind));
  }

  Writer& byte(std::uint8_t value) noexcept {
    if (size_ < frame_.size()) {
      frame_.data()[size_++] = static_cast<char>(value);
    } else {
      fits_ = false;
    }
    return *this;
  }

  Writer& number(std::uint32_t value) noexcept {
    for (int shift = 0; shift < 32; shift += 8)
      byte(static_cast<std::uint8_t>(value >> shift));
    return *this;
  }

  Writer& text(std::string_view value, std::size_t limit) noexcept {
    if (value.size() > limit || !has_no_nul(value)) fits_ = false;
    const std::size_t length = std::min(value.size(), limit);
    byte(static_cast<std::uint8_t>(length));
    byte(static_cast<std::uint8_t>(length >> 8));
    for (std::size_t i = 0; i < length; ++i)
      byte(static_cast<std::uint8_t>(value.data()[i]));
    return *this;
  }

  Writer& shown(std::string_view value) noexcept {
    if (!is_showable(value)) fits_ = false;
    return text(value, kMaxText);
  }

  [[nodiscard]] std::size_t finish() const noexcept { return fits_ ? size_ : 0; }

 private:
  std::span<char, kMaxFrame> frame_;
  std::size_t size_ = 0;
  bool fits_ = true;
};

// After the first thing that does not fit, everything reads as zero and finished() stays false.
class Reader {
 public:
  explicit Reader(std::span<const char> rest) noexcept : rest_(rest) {}

  std::uint8_t byte() noexcept {
    if (rest_.empty()) {
      sound_ = false;
      return 0;
    }
    const auto value = static_cast<std::uint8_t>(*rest_.data());
    rest_ = {rest_.data() + 1, rest_.size() - 1};
    return value;
  }

  std::uint32_t number() noexcept {
    std::uint32_t value = 0;
    for (int shift = 0; shift < 32; shift += 8)
      value |= std::uint32_t{byte()} << shift;
    return value;
  }

  std::string_view text(std::size_t limit) noexcept {
    const std::size_t low = byte();
    const std::size_t length = low | (std::size_t{byte()} << 8);
    if (length > limit || length > rest_.size()) {
      sound_ = false;
      return {};
    }
    const std::string_view value(rest_.data(), length);
    rest_ = {rest_.data() + length, rest_.size() - length};
    if (!has_no_nul(value)) sound_ = false;
    return value;
  }

  std::string_view shown() noexcept {
    const std::string_view value = text(kMaxText);
    if (!is_showable(value)) sound_ = false;
    return value;
  }

  [[nodiscard]] bool finished() const noexcept { return sound_ && rest_.empty(); }

 private:
  std::span<const char> rest_;
  bool sound_ = true;
};

// One overload for each message, so that a new one can't be forgotten.
struct Encode {
  std::span<char, kMaxFrame> frame;

  std::size_t operator()(const Start& m) const noexcept {
    const auto flags =
        static_cast<std::uint8_t>((m.debug ? kDebug : 0) | (m.has_conversation ? kHasConversation : 0) |
                                  (m.has_password ? kHasPassword : 0));
    return Writer(frame, Kind::Start)
        .byte(flags)
        .text(m.user, kMaxField)
        .text(m.service, kMaxField)
        .text(m.rhost, kMaxField)
        .text(m.tty, kMaxField)
        .text(m.ruser, kMaxField)
        .text(m.config_path, kMaxField)
        .finish();
  }
  std::size_t operator()(const Answer& m) const noexcept {
    return Writer(frame, Kind::Answer).text(m.text, kMaxText).finish();
  }
  std::size_t operator()(const Refusal& m) const noexcept {
    return Writer(frame, Kind::Refusal).byte(static_cast<std::uint8_t>(m.reason)).finish();
  }
  std::size_t operator()(const Ready& m) const noexcept {
    if (m.login_timeout_ms > kMaxLoginTimeoutMs) return 0;
    return Writer(frame, Kind::Ready).number(m.login_timeout_ms).finish();
  }
  std::size_t operator()(const Error& m) const noexcept {
    return Writer(frame, Kind::Error).shown(m.text).finish();
  }
  std::size_t operator()(const Prompt& m) const noexcept {
    return Writer(frame, Kind::Prompt).byte(static_cast<std::uint8_t>(m.echo)).shown(m.text).finish();
  }
  std::size_t operator()(const Verdict& m) const noexcept {
    return Writer(frame, Kind::Verdict).number(static_cast<std::uint32_t>(m.outcome)).finish();
  }
};

Start read_start(Reader& in, bool& sound) noexcept {
  Start m;
  const std::uint8_t flags = in.byte();
  sound = (flags & ~(kDebug | kHasConversation | kHasPassword)) == 0;
  m.debug = (flags & kDebug) != 0;
  m.has_conversation = (flags & kHasConversation) != 0;
  m.has_password = (flags & kHasPassword) != 0;
  m.user = in.text(kMaxField);
  m.service = in.text(kMaxField);
  m.rhost = in.text(kMaxField);
  m.tty = in.text(kMaxField);
  m.ruser = in.text(kMaxField);
  m.config_path = in.text(kMaxField);
  return m;
}

std::optional<RefusalReason> refusal_reason(std::uint8_t value) noexcept {
  switch (const auto reason = static_cast<RefusalReason>(value)) {
    case RefusalReason::Failed:
    case RefusalReason::NoAnswer:
    case RefusalReason::PasswordGiven:
      return reason;
  }
  return std::nullopt;
}

std::optional<Outcome> outcome(std::uint32_t value) noexcept {
  switch (const auto known = static_cast<Outcome>(value)) {
    case Outcome::Accepted:
    case Outcome::Ignored:
    case Outcome::Denied:
    case Outcome::TimedOut:
    case Outcome::AttemptsUsedUp:
    case Outcome::UserUnknown:
    case Outcome::Unavailable:
    case Outcome::Misconfigured:
    case Outcome::ConversationFailed:
      return known;
  }
  return std::nullopt;
}

std::optional<FromModule> read_from_module(Kind kind, Reader& in) noexcept {
  if (kind == Kind::Start) {
    bool sound = false;
    const Start start = read_start(in, sound);
    return sound ? std::optional<FromModule>(start) : std::nullopt;
  }
  if (kind == Kind::Answer) return Answer{in.text(kMaxText)};
  if (kind == Kind::Refusal) {
    if (const auto reason = refusal_reason(in.byte())) return Refusal{*reason};
  }
  return std::nullopt;
}

std::optional<FromHelper> read_from_helper(Kind kind, Reader& in) noexcept {
  if (kind == Kind::Ready) {
    const Ready ready{in.number()};
    if (ready.login_timeout_ms <= kMaxLoginTimeoutMs) return ready;
  }
  if (kind == Kind::Error) return Error{in.shown()};
  if (kind == Kind::Prompt) {
    const std::uint8_t echo = in.byte();
    if (echo <= 1) return Prompt{in.shown(), echo == 1 ? Echo::On : Echo::Off};
  }
  if (kind == Kind::Verdict) {
    if (const auto known = outcome(in.number())) return Verdict{*known};
  }
  return std::nullopt;
}

template <typename Message>
tl::expected<Message, Misread> decode_with(std::optional<Message> (*read)(Kind, Reader&) noexcept,
                                           std::span<const char> frame) noexcept {
  const char* bytes = frame.data();
  if (frame.size() < kHeader || bytes[0] != 'O' || bytes[1] != 'Z') return tl::unexpected(Misread::Garbled);
  if (static_cast<std::uint8_t>(bytes[2]) != kVersion) return tl::unexpected(Misread::OtherVersion);
  Reader in({bytes + kHeader, frame.size() - kHeader});
  const std::optional<Message> message = read(static_cast<Kind>(bytes[3]), in);
  if (!message || !in.finished()) return tl::unexpected(Misread::Garbled);
  return *message;
}

}  // namespace

std::size_t encode(const FromModule& message, std::span<char, kMaxFrame> frame) noexcept {
  return std::visit(Encode{frame}, message);
}

std::size_t encode(const FromHelper& message, std::span<char, kMaxFrame> frame) noexcept {
  return std::visit(Encode{frame}, message);
}

template <>
tl::expected<FromModule, Misread> decode<FromModule>(std::span<const char> frame) noexcept {
  return decode_with(read_from_module, frame);
}

template <>
tl::expected<FromHelper, Misread> decode<FromHelper>(std::span<const char> frame) noexcept {
  return decode_with(read_from_helper, frame);
}

}  // namespace ozibus::protocol
