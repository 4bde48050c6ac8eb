// SPDX-License-Identifier: Apache-2.0
// The login's Terminal at the other end of the channel to the module.
#pragma once

#include <string>

#include "helper/login/terminal.h"
#include "protocol/channel.h"

namespace ozibus {

class ChannelTerminal final : public login::Terminal {
 public:
  // The channel is borrowed.
  explicit ChannelTerminal(protocol::HelperEnd& channel) : channel_(channel) {}

  login::Reply ask(const std::string& text, login::Echo echo, base::Deadline deadline) override;

 private:
  protocol::HelperEnd& channel_;
};

}  // namespace ozibus
