// SPDX-License-Identifier: Apache-2.0
// How a code reaches a person. An implementation either has handed the message over or says why not;
// a code whose message was not delivered is not kept.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "server/clock.h"
#include "server/error.h"
#include "server/recipient.h"

namespace ozibus::server {

struct Message {
  WallTime time;
  Channel channel = Channel::sms;
  std::string to;
  std::string code;
  std::string text;
};

// Called from several threads at once.
class Delivery {
 public:
  virtual ~Delivery() = default;
  [[nodiscard]] virtual Result<void> deliver(const Message& message) = 0;
};

// Hands each message to all of several, and fails when one of them does.
class FanOut final : public Delivery {
 public:
  void add(std::unique_ptr<Delivery> delivery) { deliveries_.push_back(std::move(delivery)); }
  [[nodiscard]] bool empty() const { return deliveries_.empty(); }

  [[nodiscard]] Result<void> deliver(const Message& message) override {
    for (const auto& delivery : deliveries_) {
      if (auto delivered = delivery->deliver(message); !delivered) return delivered;
    }
    return {};
  }

 private:
  std::vector<std::unique_ptr<Delivery>> deliveries_;
};

}  // namespace ozibus::server
