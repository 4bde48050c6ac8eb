// SPDX-License-Identifier: Apache-2.0
// A login name, a service and a remote host can be any bytes.
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "tests/unit/ledger/login_bench.h"

namespace ozibus::ledger {
namespace {

const std::string kNames[] = {
    "alice",
    "Alice",
    "ALICE",
    "alice ",
    "",
    ".",
    "..",
    "/",
    "a/b",
    "/etc/passwd",
    "../../etc/passwd",
    "../hosts/203.0.113.5",
    std::string(4096, 'x'),
    std::string(4097, 'x'),
    "\xff\xfe\x80",
    "\xc3\xa4",
    "a\xcc\x88",
    std::string("alice\0", 6),
    std::string("alice\0bob", 9),
    std::string("\0", 1),
    "alice\n",
    "%n%s",
    "0123456789abcdef",
};

class Names : public LoginBench {
 protected:
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path()))
      if (!entry.is_directory()) files.insert(entry.path().string());
    return files;
  }
};

TEST_F(Names, of_users_never_meet_and_never_lead_out_of_the_folder) {
  for (const auto& name : kNames) {
    Ledger ledger = login(name, "");
    EXPECT_EQ(order(ledger), "ordered, 4 left");
  }
  EXPECT_EQ(files().size(), std::size(kNames));
  for (const auto& file : files()) {
    const std::string folder = folder_.path("state/users/");
    EXPECT_TRUE(file.starts_with(folder)) << file;
    EXPECT_EQ(file.substr(folder.size()).find_first_not_of("0123456789abcdef"), std::string::npos) << file;
  }
}

TEST_F(Names, of_services_and_hosts_can_be_any_bytes) {
  for (const auto& name : kNames) {
    Ledger by_service = login("alice", "", name);
    Ledger by_host = login("bob", name);
    EXPECT_EQ(standing(by_service), "");
    EXPECT_EQ(standing(by_host), "");
  }
  EXPECT_EQ(files().size(), 2U);
}

TEST_F(Names, of_clients_never_meet) {
  settings_.send_limit = {50, std::chrono::minutes(15)};
  for (const auto& name : kNames) {
    Ledger ledger = login("alice", name);
    EXPECT_TRUE(order(ledger, std::chrono::seconds(20)).starts_with("ordered")) << name;
  }
  Ledger other_split = login("alice", "hd", "ss");
  EXPECT_TRUE(order(other_split, std::chrono::seconds(20)).starts_with("ordered"));
  Ledger same_letters = login("alice", "d", "ssh");
  EXPECT_TRUE(order(same_letters, std::chrono::seconds(20)).starts_with("ordered"));
}

}  // namespace
}  // namespace ozibus::ledger
