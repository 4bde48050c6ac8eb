// SPDX-License-Identifier: Apache-2.0
// The file users.map, which is changed by putting a new file in its place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sys/stat.h>

#include "base/unique_fd.h"
#include "helper/error.h"

namespace ozibus::ctl::users {

// The map as it is now. Refused unless only root could have written it (helper/files/trusted_file.h).
[[nodiscard]] Result<std::string> read_map(const std::string& path);

// The map while no other ozibusctl changes it.
class MapFile {
 public:
  // Waits until the others are done. Beside the map it leaves the empty file ".NAME.lock".
  [[nodiscard]] static Result<MapFile> lock(const std::string& path);

  [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

  // Makes `pieces` the map, with the owner, mode and access control list that it has. Whoever opens it, at
  // whatever time and also after a power cut, finds the old map or the new one. Refused when somebody else
  // has changed it meanwhile.
  [[nodiscard]] Result<void> replace(const std::vector<std::string_view>& pieces) const;

 private:
  explicit MapFile(const std::string& path);

  [[nodiscard]] Result<void> take_lock();
  [[nodiscard]] Result<void> read();
  [[nodiscard]] Result<void> write_draft(int draft, const std::vector<std::string_view>& pieces) const;
  [[nodiscard]] Result<void> put_in_place() const;
  [[nodiscard]] std::string draft() const { return "." + name_ + ".new"; }

  std::string path_;
  std::string name_;
  base::UniqueFd folder_;
  base::UniqueFd lock_;
  base::UniqueFd file_;
  struct stat status_ {};  // of the map before it was read
  std::string bytes_;
};

}  // namespace ozibus::ctl::users
