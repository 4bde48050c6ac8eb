// SPDX-License-Identifier: Apache-2.0
// An ozibus.conf of one test.
#pragma once

#include <string>
#include <string_view>

#include "helper/config/config.h"
#include "tests/fakes/temp_folder.h"

namespace ozibus::config {

class ConfigFile {
 public:
  [[nodiscard]] Result<Config> load(std::string_view content) const {
    return load_config(folder_.write("ozibus.conf", content, 0644));
  }

  // The reason of the refusal without the path before it, or nothing when the content is good.
  [[nodiscard]] std::string refusal(std::string_view content) const {
    const auto config = load(content);
    if (config) return "";
    const std::string& reason = config.error().reason;
    return reason.starts_with(path()) ? reason.substr(path().size()) : "not about this file: " + reason;
  }

  [[nodiscard]] std::string path() const { return folder_.path("ozibus.conf"); }
  [[nodiscard]] const fakes::TempFolder& folder() const { return folder_; }

 private:
  fakes::TempFolder folder_;
};

}  // namespace ozibus::config
