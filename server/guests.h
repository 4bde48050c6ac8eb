// SPDX-License-Identifier: Apache-2.0
// Whose connections are served at once. While all places are taken, whoever has not shown yet that a merchant
// sends him makes room for who comes next: otherwise anybody who can connect could keep everybody else out.
// Which of them, chance decides. Were it the oldest, a flood would drive out each merchant's client that is
// still about to prove itself.
#pragma once

#include <atomic>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <random>
#include <utility>

#include "base/unique_fd.h"

namespace ozibus::server {

class Guest {
 public:
  explicit Guest(base::UniqueFd socket) : socket_(std::move(socket)) {}

  [[nodiscard]] int socket() const { return socket_.get(); }
  // A merchant's, who keeps the place.
  void be_known() { is_known_ = true; }
  [[nodiscard]] bool is_known() const { return is_known_; }
  // Whoever waits for this connection, or uses it, finds that it has ended.
  void hang_up() const;

 private:
  base::UniqueFd socket_;
  std::atomic<bool> is_known_ = false;
};

// Used by several threads at once.
class Guests {
 public:
  explicit Guests(std::size_t places) : places_(places) {}

  // Null when merchants have all places.
  [[nodiscard]] std::shared_ptr<Guest> welcome(base::UniqueFd socket);
  void leave(const std::shared_ptr<Guest>& guest);

 private:
  [[nodiscard]] bool make_room();

  std::size_t places_;
  std::mutex mutex_;
  std::list<std::shared_ptr<Guest>> present_;
  std::random_device random_;
};

}  // namespace ozibus::server
