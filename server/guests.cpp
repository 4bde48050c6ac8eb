// SPDX-License-Identifier: Apache-2.0
#include "server/guests.h"

#include <algorithm>
#include <utility>

#include <sys/socket.h>

namespace ozibus::server {

void Guest::hang_up() const {
  (void)::shutdown(socket_.get(), SHUT_RDWR);
}

std::shared_ptr<Guest> Guests::welcome(base::UniqueFd socket) {
  const std::lock_guard lock(mutex_);
  if (present_.size() >= places_ && !make_room()) return nullptr;
  return present_.emplace_back(std::make_shared<Guest>(std::move(socket)));
}

bool Guests::make_room() {
  const auto stranger = std::ranges::find_if(present_, [](const auto& guest) { return !guest->is_known(); });
  if (stranger == present_.end()) return false;
  (*stranger)->hang_up();
  present_.erase(stranger);
  return true;
}

void Guests::leave(const std::shared_ptr<Guest>& guest) {
  const std::lock_guard lock(mutex_);
  present_.remove(guest);
}

}  // namespace ozibus::server
