// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/map_lines.h"

#include <algorithm>

#include "helper/contacts/map_line.h"
#include "helper/contacts/map_text.h"

namespace ozibus::ctl::users {

bool MapLines::next() noexcept {
  std::size_t begin = line_.end;
  if (begin == 0 && map_.starts_with(kByteOrderMark)) begin = kByteOrderMark.size();
  if (begin == map_.size()) return false;
  const std::size_t newline = std::min(map_.find('\n', begin), map_.size());
  std::string_view text = map_.substr(begin, newline - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  line_ = {line_.number + 1, begin, std::min(newline + 1, map_.size()), text};
  return true;
}

Found find_lines(std::string_view map, std::string_view login) {
  Found found;
  MapLines lines(map);
  while (lines.next()) {
    if (contacts::is_named(lines.line().text, login)) {
      found.own.push_back(lines.line());
    } else if (contacts::is_named(lines.line().text, contacts::kEveryone)) {
      found.everyone.push_back(lines.line());
    }
  }
  return found;
}

}  // namespace ozibus::ctl::users
