// SPDX-License-Identifier: Apache-2.0
#include "server/outbox.h"

#include <nlohmann/json.hpp>

namespace ozibus::server {

Result<void> Outbox::deliver(const Message& message) {
  nlohmann::ordered_json line;
  line["time"] = rfc3339(message.time);
  line["channel"] = name_of(message.channel);
  line["to"] = message.to;
  line["code"] = message.code;
  line["text"] = message.text;
  return file_.append(line.dump());
}

}  // namespace ozibus::server
