// SPDX-License-Identifier: Apache-2.0
// The credentials and a token's file: what is taken can stand in an HTTP header, and no error holds a part
// of what stands in either file.
#include <algorithm>
#include <string>

#include "helper/config/config.h"
#include "tests/fuzz/scratch_folder.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

// Stands for each '$' of the input, and the path of the token's file for each '%'.
constexpr std::string_view kSecret = "Qx7Vw2Zj9K";

std::string filled_in(std::string_view text, std::string_view token_path) {
  std::string filled;
  for (const char c : text) {
    if (c == '$') {
      filled.append(kSecret);
    } else if (c == '%') {
      filled.append(token_path);
    } else {
      filled.push_back(c);
    }
  }
  return filled;
}

void require_header_value(std::string_view value) {
  require(!value.empty() && value.size() <= 4096, "a value has a bounded length");
  require(std::ranges::all_of(value, [](char c) { return c > ' ' && c <= '~'; }),
          "a value can't end its HTTP header");
}

bool holds_part_of_secret(std::string_view reason) {
  constexpr std::size_t kPart = 4;
  for (std::size_t begin = 0; begin + kPart <= kSecret.size(); ++begin) {
    if (reason.find(kSecret.substr(begin, kPart)) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

// The credentials; behind a NUL, the token's file.
void run(std::string_view input) {
  static const ScratchFolder folder;
  const std::size_t end = std::min(input.find('\0'), input.size());
  const std::string_view token = input.substr(std::min(end + 1, input.size()));
  const std::string token_path = folder.write("token", filled_in(token, ""));
  const std::string path = folder.write("credentials", filled_in(input.substr(0, end), token_path));

  const auto credentials = config::load_credentials(path);
  if (credentials) {
    require_header_value(credentials->merchant_id);
    require_header_value(credentials->api_key.reveal());
    require_header_value(credentials->bearer.reveal());
    return;
  }
  const std::string& reason = credentials.error().reason;
  // Where another file is named, its path is what stood in the credentials.
  if (!reason.starts_with(path + ":") && !reason.starts_with(token_path + ":")) return;
  require_plain(reason, 400);
  require(!holds_part_of_secret(reason), "an error holds no secret");
}

}  // namespace ozibus::fuzz
