// SPDX-License-Identifier: Apache-2.0
#include "pam_ozibus/arguments.h"

#include <string_view>

#include "protocol/messages.h"

namespace ozibus::pam_ozibus {
namespace {

constexpr std::string_view kConfig = "config=";
constexpr std::string_view kHelper = "helper=";

bool is_usable_path(std::string_view path) noexcept {
  return path.starts_with('/') && path.size() <= protocol::kMaxField;
}

}  // namespace

tl::expected<Arguments, const char*> parse_arguments(std::span<const char* const> words) noexcept {
  Arguments arguments{.config_path = OZIBUS_CONFIG_PATH, .helper_path = OZIBUS_HELPER_PATH};
  for (const char* word : words) {
    const std::string_view text(word);
    if (text == "debug") {
      arguments.debug = true;
    } else if (text.starts_with(kConfig) && is_usable_path(word + kConfig.size())) {
      arguments.config_path = word + kConfig.size();
    } else if (text.starts_with(kHelper) && is_usable_path(word + kHelper.size())) {
      arguments.helper_path = word + kHelper.size();
    } else {
      return tl::unexpected(word);
    }
  }
  return arguments;
}

}  // namespace ozibus::pam_ozibus
