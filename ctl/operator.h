// SPDX-License-Identifier: Apache-2.0
// Who runs ozibusctl, for the log.
#pragma once

#include <optional>

#include <sys/types.h>

namespace ozibus::ctl {

struct Operator {
  uid_t uid = 0;
  std::optional<uid_t> sudo_uid = std::nullopt;  // who became root through sudo
};

// The user number that the whole of `text` spells out. Null is none.
[[nodiscard]] std::optional<uid_t> read_uid(const char* text);

// To be asked before the environment is given up: sudo leaves there whom it has served. Only root's
// environment is believed, because anybody else can write what they like into their own.
[[nodiscard]] Operator find_operator();

}  // namespace ozibus::ctl
