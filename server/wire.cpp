// SPDX-License-Identifier: Apache-2.0
#include "server/wire.h"

#include <array>
#include <set>

#include <nlohmann/json.hpp>

namespace ozibus::server {
namespace {

using nlohmann::json;

// JSON lets a key stand twice and leaves it open which one counts; two readers of one request must
// not come to different ends, so such a body is no request.
json parse_without_twins(std::string_view text) {
  std::set<std::string> keys;
  bool twin = false;
  const auto note_key = [&](int depth, json::parse_event_t event, const json& value) {
    if (event == json::parse_event_t::key && depth == 1) {
      twin = !keys.insert(value.get<std::string>()).second || twin;
    }
    return true;
  };
  json parsed = json::parse(text, note_key, /*allow_exceptions=*/false);
  return twin ? json(json::value_t::discarded) : parsed;
}

// An object of exactly these two texts.
Result<std::array<std::string, 2>> read_two_texts(std::string_view text,
                                                  const std::array<const char*, 2>& names) {
  const json object = parse_without_twins(text);
  if (!object.is_object()) return failure("the body is not a JSON object");
  std::array<std::string, 2> values;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto found = object.find(names[i]);
    if (found == object.end()) return failure(std::string("the field \"") + names[i] + "\" is missing");
    if (!found->is_string()) return failure(std::string("the field \"") + names[i] + "\" is not a string");
    values[i] = found->get<std::string>();
  }
  if (object.size() != names.size()) {
    return failure(std::string("fields other than \"") + names[0] + "\" and \"" + names[1] + "\"");
  }
  return values;
}

constexpr const char* kWrongRecipient =
    "\"to\" is neither a phone number in E.164 form nor an e-mail address";

}  // namespace

Result<SendBody> read_send_body(std::string_view json) {
  const auto texts = read_two_texts(json, {"to", "channel"});
  if (!texts) return tl::unexpected(texts.error());
  const auto& [to, channel_name] = *texts;
  const auto channel = channel_named(channel_name);
  if (!channel) return failure("\"channel\" is neither \"sms\" nor \"mail\"");
  const auto channel_of_recipient = channel_of(to);
  if (!channel_of_recipient) return failure(kWrongRecipient);
  if (channel_of_recipient != channel) return failure("\"to\" is not an address on this channel");
  return SendBody{to, *channel};
}

Result<VerifyBody> read_verify_body(std::string_view json) {
  const auto texts = read_two_texts(json, {"to", "otp"});
  if (!texts) return tl::unexpected(texts.error());
  const auto& [to, otp] = *texts;
  const auto channel = channel_of(to);
  if (!channel) return failure(kWrongRecipient);
  return VerifyBody{to, *channel, otp};
}

std::string write_answer(int response_code, std::string_view response_message) {
  nlohmann::ordered_json answer;
  answer["response_code"] = response_code;
  answer["response_message"] = response_message;
  return answer.dump();
}

}  // namespace ozibus::server
