// SPDX-License-Identifier: Apache-2.0
#include "server/terminal.h"

#include <cerrno>

#include "base/errno_text.h"

namespace ozibus::server {
namespace {

const char* label_of(Channel channel) {
  switch (channel) {
    case Channel::sms:
      return "SMS";
    case Channel::mail:
      return "Mail";
  }
  return "";
}

}  // namespace

Result<void> Terminal::deliver(const Message& message) {
  const std::lock_guard lock(mutex_);
  const int printed = std::fprintf(stream_, "[%s] %s to %s: %s\n", time_of_day(message.time).c_str(),
                                   label_of(message.channel), message.to.c_str(), message.text.c_str());
  if (printed < 0 || std::fflush(stream_) != 0) {
    return failure(std::string("the terminal that shows the codes: ") + base::errno_text(errno));
  }
  return {};
}

}  // namespace ozibus::server
