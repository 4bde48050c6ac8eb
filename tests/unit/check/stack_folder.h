// SPDX-License-Identifier: Apache-2.0
// A folder such as /etc/pam.d, and what stands in its files.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "tests/fakes/temp_folder.h"

namespace ozibus::ctl::check {

// As Debian 12 has it.
inline constexpr const char* kCommonAuth =
    "auth [success=1 default=ignore] pam_unix.so nullok\n"
    "auth requisite pam_deny.so\n"
    "auth required pam_permit.so\n"
    "auth optional pam_cap.so\n";
inline const std::string kOurs = "auth required pam_ozibus.so\n";
inline const std::string kAccount = "account required pam_unix.so\n";

inline std::string shipped(const std::string& name) {
  std::ostringstream text;
  text << std::ifstream(OZIBUS_CONF_FOLDER "/pam.d/" + name).rdbuf();
  return text.str();
}

class StackFolder : public ::testing::Test {
 protected:
  StackFolder() { write("common-auth", kCommonAuth); }

  void write(const std::string& name, const std::string& content) const { folder.write(name, content, 0644); }

  const fakes::TempFolder folder;
};

}  // namespace ozibus::ctl::check
