// SPDX-License-Identifier: Apache-2.0
#include "tests/module/site.h"

#include <fstream>

#include <stdlib.h>

#include <gtest/gtest.h>

#include "tests/module/built.h"

namespace ozibus::module_tests {

Site::Site(const std::string& base_url) : base_url_(base_url) {
  std::string name = std::filesystem::temp_directory_path() / "ozibus-site-XXXXXX";
  EXPECT_NE(::mkdtemp(name.data()), nullptr);
  folder_ = name;
  std::filesystem::create_directory(folder_ / "pam.d");
  std::filesystem::create_directory(folder_ / "state");
  EXPECT_EQ(::chmod(path("state").c_str(), 0700), 0);
  write("credentials", "merchant_id = \"M-1001\"\napi_key = \"sk_secret_of_the_site\"\n", 0600);
  write("users.map", kUser + ": +61400000001, " + kUser + "@example.com\n", 0640);
  configure("", "");
  stack("auth required MODULE\n");
  // Without it, libpam complains in the log of each login.
  write("pam.d/other", "auth required pam_deny.so\n", 0644);
}

Site::~Site() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Site::configure(const std::string& api, const std::string& prompt, const std::string& policy,
                     const std::string& users) {
  write("ozibus.conf",
        "[api]\nbase_urls = [\"" + base_url_ + "\"]\ncredentials_file = \"" + path("credentials") + "\"\n" +
            api + "\n[users]\nmap = \"" + path("users.map") + "\"\n" + users + "\n[prompt]\n" + prompt +
            "\n[policy]\nstate_dir = \"" + path("state") + "\"\n" + policy + "\n",
        0644);
}

void Site::write(const std::string& name, const std::string& contents, mode_t mode) const {
  remove(name);
  std::ofstream(folder_ / name) << contents;
  EXPECT_EQ(::chmod(path(name).c_str(), mode), 0);
}

void Site::remove(const std::string& name) const {
  std::filesystem::remove(folder_ / name);
}

void Site::stack(std::string auth_lines) const {
  const std::string word = "MODULE";
  const std::string with =
      std::string(built::kModule) + " config=" + path("ozibus.conf") + " helper=" + built::kHelper;
  for (std::size_t at = 0; (at = auth_lines.find(word, at)) != std::string::npos; at += with.size()) {
    auth_lines.replace(at, word.size(), with);
  }
  write("pam.d/login", auth_lines, 0644);
}

}  // namespace ozibus::module_tests
