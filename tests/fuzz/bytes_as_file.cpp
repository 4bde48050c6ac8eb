// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/bytes_as_file.h"

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/target.h"

namespace ozibus::fuzz {

base::UniqueFd as_file(std::string_view bytes) {
  base::UniqueFd fd(::memfd_create("input", MFD_CLOEXEC));
  const ssize_t written = ::write(fd.get(), bytes.data(), bytes.size());
  require(written == static_cast<ssize_t>(bytes.size()) && ::lseek(fd.get(), 0, SEEK_SET) == 0,
          "a file is made");
  return fd;
}

base::UniqueFd as_pieces(std::string_view& bytes, std::size_t piece) {
  std::array<int, 2> ends{};
  // Packets: what is written at once is read at once.
  require(::pipe2(ends.data(), O_CLOEXEC | O_DIRECT | O_NONBLOCK) == 0, "a pipe is made");
  base::UniqueFd reader(ends[0]);
  const base::UniqueFd writer(ends[1]);
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(writer.get(), bytes.data() + done, std::min(piece, bytes.size() - done));
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  bytes = bytes.substr(0, done);
  return reader;
}

}  // namespace ozibus::fuzz
