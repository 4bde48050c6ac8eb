// SPDX-License-Identifier: Apache-2.0
// The bytes of a users.map as a descriptor.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "helper/contacts/users_map.h"

namespace ozibus::contacts {

inline base::UniqueFd as_file(std::string_view content) {
  base::UniqueFd fd(::memfd_create("users.map", MFD_CLOEXEC));
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t count = ::write(fd.get(), content.data() + done, content.size() - done);
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  EXPECT_EQ(done, content.size());
  EXPECT_EQ(::lseek(fd.get(), 0, SEEK_SET), 0);
  return fd;
}

// A read returns at most `piece` bytes. For at most some 200 pieces.
inline base::UniqueFd as_pieces(std::string_view content, std::size_t piece) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC | O_DIRECT | O_NONBLOCK), 0);
  base::UniqueFd reader(ends[0]);
  const base::UniqueFd writer(ends[1]);
  EXPECT_GT(::fcntl(writer.get(), F_SETPIPE_SZ, 1 << 20), 0);
  for (; !content.empty(); content.remove_prefix(std::min(piece, content.size()))) {
    const std::size_t size = std::min(piece, content.size());
    EXPECT_EQ(::write(writer.get(), content.data(), size), static_cast<ssize_t>(size));
  }
  return reader;
}

// The addresses that `map` gives to `login`, or "error: ...".
inline std::vector<std::string> look_up(std::string_view map, std::string_view login) {
  const base::UniqueFd fd = as_file(map);
  const auto contacts = find_contacts(fd.get(), "/etc/ozibus/users.map", login);
  if (!contacts) return {"error: " + contacts.error().reason};
  std::vector<std::string> addresses;
  for (const Contact& contact : *contacts)
    addresses.push_back(contact.address());
  return addresses;
}

using Addresses = std::vector<std::string>;

}  // namespace ozibus::contacts
