// SPDX-License-Identifier: Apache-2.0
#include "helper/api/wire.h"

#include <cstddef>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/wipe.h"

namespace ozibus::api {
namespace {

using Json = nlohmann::ordered_json;

// Takes one integer and one text out of a JSON object while it is read; nothing else is kept, so that
// neither depth nor size of the rest matters. A function that returns false stops the reader.
class ObjectReader final : public nlohmann::json_sax<Json> {
 public:
  ObjectReader(std::string_view integer_key, std::string_view text_key)
      : integer_key_(integer_key), text_key_(text_key) {}

  [[nodiscard]] std::optional<std::int64_t> integer() const noexcept { return integer_; }
  [[nodiscard]] std::string take_text() noexcept { return std::move(text_); }

  bool key(string_t& name) override {
    if (depth_ != 1) return true;
    if (name == integer_key_) {
      member_ = Member::Integer;
      return !std::exchange(integer_seen_, true);
    }
    member_ = name == text_key_ ? Member::Text : Member::Other;
    return true;
  }

  // Negative numbers only, and -0 among them, which is not how anybody writes "success".
  bool number_integer(number_integer_t value) override { return take_integer(value, value < 0); }
  bool number_unsigned(number_unsigned_t value) override {
    const bool fits = value <= static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
    return take_integer(static_cast<std::int64_t>(value), fits);
  }
  bool string(string_t& value) override {
    if (depth_ == 1 && member_ == Member::Text) text_ = std::move(value);
    return true;
  }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }

  // Only within the outermost object has a key depth 1: an outermost list never yields a member.
  bool start_object(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_array() override { return leave(); }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  enum class Member { Other, Integer, Text };

  bool take_integer(std::int64_t value, bool valid) noexcept {
    if (depth_ == 1 && member_ == Member::Integer && valid) integer_ = value;
    return true;
  }
  bool enter() noexcept {
    ++depth_;
    return true;
  }
  bool leave() noexcept {
    --depth_;
    return true;
  }

  std::string_view integer_key_;
  std::string_view text_key_;
  std::size_t depth_ = 0;
  Member member_ = Member::Other;
  bool integer_seen_ = false;
  std::optional<std::int64_t> integer_;
  std::string text_;
};

bool read(std::string_view json, ObjectReader& reader) {
  // The JSON library takes a NUL for the end of its input and would not look at what follows.
  if (json.find('\0') != std::string_view::npos) return false;
  return Json::sax_parse(json.begin(), json.end(), &reader, Json::input_format_t::json, /*strict=*/true,
                         /*ignore_comments=*/false);
}

Secret serialised(const Json& body) {
  std::string text = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  Secret secret(text);
  base::wipe(text);
  return secret;
}

}  // namespace

Secret order_body(const contacts::Contact& to) {
  return serialised({{"to", to.address()}, {"channel", contacts::api_word(to.channel())}});
}

Secret verify_body(const contacts::Contact& to, const Secret& code) {
  Json body = {{"to", to.address()}, {"otp", code.reveal()}};
  Secret secret = serialised(body);
  base::wipe(body["otp"].get_ref<std::string&>());
  return secret;
}

Reply read_reply(std::string_view body) noexcept {
  try {
    ObjectReader reader("response_code", "response_message");
    if (!read(body, reader) || !reader.integer()) return {};
    return {Reply::Kind::Code, *reader.integer(), reader.take_text()};
  } catch (...) {
    return {};
  }
}

std::optional<std::int64_t> read_expiry(std::string_view claims) noexcept {
  try {
    ObjectReader reader("exp", "");
    return read(claims, reader) ? reader.integer() : std::nullopt;
  } catch (...) {
    return std::nullopt;
  }
}

}  // namespace ozibus::api
