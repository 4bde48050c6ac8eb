// SPDX-License-Identifier: Apache-2.0
// Delivery for tests, demonstrations and whatever picks messages up from a file: one JSON object a
// line with time, channel, to, code and text.
#pragma once

#include <utility>

#include "server/append_file.h"
#include "server/delivery.h"

namespace ozibus::server {

class Outbox final : public Delivery {
 public:
  explicit Outbox(AppendFile file) : file_(std::move(file)) {}
  [[nodiscard]] Result<void> deliver(const Message& message) override;

 private:
  AppendFile file_;
};

}  // namespace ozibus::server
