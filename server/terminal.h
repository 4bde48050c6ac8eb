// SPDX-License-Identifier: Apache-2.0
// Delivery to a terminal, as a phone or a mail program would show it:
// "[12:34:56] SMS to +61400000001: Your code is 123456".
#pragma once

#include <cstdio>
#include <mutex>

#include "server/delivery.h"

namespace ozibus::server {

class Terminal final : public Delivery {
 public:
  explicit Terminal(std::FILE* stream) : stream_(stream) {}
  [[nodiscard]] Result<void> deliver(const Message& message) override;

 private:
  std::FILE* stream_;
  std::mutex mutex_;
};

}  // namespace ozibus::server
