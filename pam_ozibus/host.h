// SPDX-License-Identifier: Apache-2.0
// The port to the process that loaded the module: whom it logs in, and how to speak to that person.
#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "base/log_line.h"
#include "base/wipe.h"
#include "protocol/messages.h"

namespace ozibus::pam_ozibus {

// Room for one answer and the NUL that libpam wants behind it.
using AnswerBuffer = base::WipedArray<protocol::kMaxText + 1>;

// The functions are not pure: a vtable with __cxa_pure_virtual would need libstdc++. What is not
// overridden refuses.
class Host {
 public:
  // Names as libpam has them: views that stand as long as the host. config_path and debug are empty.
  [[nodiscard]] virtual protocol::Start who() noexcept { return {}; }
  // Says why the login fails and expects no answer. That it could not be shown changes nothing.
  virtual void show_error(std::string_view /*text*/) noexcept {}
  // Asks one question. The answer stands in `into`.
  [[nodiscard]] virtual tl::expected<std::string_view, protocol::RefusalReason> ask(
      std::string_view /*text*/, protocol::Echo /*echo*/, AnswerBuffer& /*into*/) noexcept {
    return tl::unexpected(protocol::RefusalReason::Failed);
  }
  // Writes a line to the system log; `priority` is one of syslog(3)'s levels.
  virtual void log(int /*priority*/, const base::LogLine& /*line*/) noexcept {}

 protected:
  ~Host() = default;
};

}  // namespace ozibus::pam_ozibus
