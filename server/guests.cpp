// SPDX-License-Identifier: Apache-2.0
#include "server/guests.h"

#include <algorithm>
#include <cstddef>
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
  const auto is_stranger = [](const auto& guest) { return !guest->is_known(); };
  const auto strangers = std::ranges::count_if(present_, is_stranger);
  if (strangers == 0) return false;
  std::uniform_int_distribution<std::ptrdiff_t> any(0, strangers - 1);
  auto left = any(random_);
  const auto one =
      std::ranges::find_if(present_, [&](const auto& guest) { return is_stranger(guest) && left-- == 0; });
  if (one == present_.end()) return false;  // it has become known meanwhile
  (*one)->hang_up();
  present_.erase(one);
  return true;
}

void Guests::leave(const std::shared_ptr<Guest>& guest) {
  const std::lock_guard lock(mutex_);
  present_.remove(guest);
}

}  // namespace ozibus::server
