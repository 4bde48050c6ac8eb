// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/remedy.h"

#include <cstddef>
#include <string_view>

namespace ozibus::ctl::check {

namespace {

struct Parts {
  std::string file;
  std::string line;  // empty when the place is a file alone
};

// "FILE", "FILE:LINE" or "FILE:LINE:COLUMN".
Parts parts_of(const std::string& place) {
  constexpr std::string_view kDigits = "0123456789";
  const std::size_t colon = place.find(':');
  if (colon == std::string::npos) return {place, ""};
  const std::size_t end = place.find_first_not_of(kDigits, colon + 1);
  return {place.substr(0, colon), place.substr(colon + 1, end - colon - 1)};
}

std::string sed(const std::string& script, const std::string& file) {
  return "sed -i '" + script + "' " + file;
}

}  // namespace

std::string put_line(const std::string& place, const std::string& line) {
  const Parts parts = parts_of(place);
  return sed((parts.line.empty() ? "1i " : parts.line + "c ") + line, parts.file);
}

std::string put_before(const std::string& place, const std::string& line) {
  const Parts parts = parts_of(place);
  return sed(parts.line + "i " + line, parts.file);
}

std::string put_behind(const std::string& place, const std::string& line) {
  const Parts parts = parts_of(place);
  return sed(parts.line + "a " + line, parts.file);
}

std::string put_control(const std::string& place, const std::string& control) {
  const Parts parts = parts_of(place);
  return sed(parts.line + R"(s/\(auth\s\+\)\(\[[^]]*]\|\S\+\)/\1)" + control + "/", parts.file);
}

std::string open_editor(const std::string& place) {
  const Parts parts = parts_of(place);
  return "${EDITOR:-vi} " + (parts.line.empty() ? "" : "+" + parts.line + " ") + parts.file;
}

std::string and_reload_sshd(const std::string& command) {
  return command + " && sshd -t && systemctl reload ssh";
}

}  // namespace ozibus::ctl::check
