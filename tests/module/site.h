// SPDX-License-Identifier: Apache-2.0
// A site that has installed the module: configuration, credentials, contacts and a PAM service, all
// in a folder of its own.
#pragma once

#include <filesystem>
#include <string>

#include <sys/stat.h>

namespace ozibus::module_tests {

// An account that every Debian has, beside root.
inline const std::string kUser = "daemon";
inline const std::string kNotAvailable = "The second factor is not available. Ask your administrator.";

class Site {
 public:
  // `base_url` as for base_urls.
  explicit Site(const std::string& base_url);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;
  ~Site();

  // Lines for the sections of ozibus.conf.
  void configure(const std::string& api, const std::string& prompt, const std::string& policy = "",
                 const std::string& users = "");
  void write(const std::string& name, const std::string& contents, mode_t mode) const;
  void remove(const std::string& name) const;
  // The service file: `auth_lines`, with MODULE standing for the module with its config= and helper=.
  void stack(std::string auth_lines) const;

  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string services() const { return path("pam.d"); }

 private:
  std::filesystem::path folder_;
  std::string base_url_;
};

}  // namespace ozibus::module_tests
