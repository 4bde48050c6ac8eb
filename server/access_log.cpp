// SPDX-License-Identifier: Apache-2.0
#include "server/access_log.h"

#include <nlohmann/json.hpp>

namespace ozibus::server {

void AccessLog::write(int peer_port, const Request& request, const Answer& answer) {
  constexpr std::size_t kMethodLimit = 16;
  constexpr std::size_t kPathLimit = 100;
  if (!file_) return;
  nlohmann::ordered_json line;
  line["time"] = rfc3339(clock_.wall_time());
  line["port"] = peer_port > 0 ? nlohmann::ordered_json(peer_port) : nullptr;
  line["method"] = request.method.substr(0, kMethodLimit);
  line["path"] = request.path.substr(0, kPathLimit);
  line["status"] = answer.status;
  line["response_code"] = answer.response_code;
  line["channel"] = answer.channel ? nlohmann::ordered_json(name_of(*answer.channel)) : nullptr;
  // Both are the client's text, and may be no UTF-8.
  static_cast<void>(file_->append(line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)));
}

}  // namespace ozibus::server
