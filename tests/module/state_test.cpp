// SPDX-License-Identifier: Apache-2.0
// What is remembered can't be kept or read: nobody gets in for that, and the log says how to mend it.
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "helper/ledger/digest.h"
#include "tests/module/pam_client.h"
#include "tests/module/policy_bench.h"

namespace ozibus::module_tests {
namespace {

namespace fs = std::filesystem;

using fakes::ScriptedServer;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kRecord = ledger::hex(ledger::digest_of({kUser}));

std::string record_of(const Site& site, const std::string& user = kUser) {
  return site.path("state/users/") + ledger::hex(ledger::digest_of({user}));
}

std::string contents_of(const std::string& path) {
  std::ostringstream all;
  all << std::ifstream(path, std::ios::binary).rdbuf();
  return all.str();
}

struct FolderFault {
  const char* name;
  std::function<void(const Site&)> cause;
  std::string where;  // both in the log; where is below the site
  std::string mend;
};

std::ostream& operator<<(std::ostream& out, const FolderFault& fault) {
  return out << fault.name;
}

class StateFault : public ::testing::TestWithParam<FolderFault> {
 protected:
  ~StateFault() override { ::umount(site.path("state/users").c_str()); }

  const ScriptedServer server{{answering({kDone, kDone})}};
  Site site{server.url()};
};

TEST_P(StateFault, refuses_the_right_code_too_without_a_request) {
  const FolderFault& fault = GetParam();
  const auto code = Memory(site).make_recovery_codes(1).front();
  ASSERT_NO_FATAL_FAILURE(fault.cause(site));
  for (const std::string& right : {std::string("123456"), code}) {
    const Syslog log = log_from_now_on();
    PamClient client;
    client.will_type(right);
    EXPECT_EQ(client.authenticate(site.services(), kUser), PAM_SERVICE_ERR);
    EXPECT_THAT(client.messages, ElementsAre(warned(kNotAvailable)));
    EXPECT_THAT(log.lines_with(" result="),
                ElementsAre(AllOf(HasSubstr("result=misconfigured user=daemon service=login"),
                                  HasSubstr(site.path(fault.where) + ": "), HasSubstr(fault.mend))));
  }
  EXPECT_EQ(server.connections(), 0U);
}

const auto with_mode = [](const char* name, mode_t bits) {
  return [=](const Site& site) { ASSERT_EQ(::chmod(site.path(name).c_str(), bits), 0); };
};
const auto owned_by_nobody = [](const char* name) {
  return [=](const Site& site) { ASSERT_EQ(::chown(site.path(name).c_str(), 65534, 65534), 0); };
};
const auto gone = [](const char* name) { return [=](const Site& site) { fs::remove_all(site.path(name)); }; };
const auto a_file = [](const char* name) {
  return [=](const Site& site) {
    fs::remove_all(site.path(name));
    site.write(name, "", 0600);
  };
};
// The folder itself is a good one, elsewhere.
const auto a_link = [](const char* name) {
  return [=](const Site& site) {
    fs::rename(site.path(name), site.path("moved"));
    fs::create_directory_symlink(site.path("moved"), site.path(name));
  };
};

void lead_through_a_link(const Site& site) {
  fs::create_directory_symlink(site.path(""), site.path("way"));
  std::string text = contents_of(site.path("ozibus.conf"));
  text.replace(text.find(site.path("state")), site.path("state").size(), site.path("way/state"));
  site.write("ozibus.conf", text, 0644);
}

void make_users_read_only(const Site& site) {
  const std::string users = site.path("state/users");
  fs::remove(record_of(site));
  ASSERT_EQ(::mount(users.c_str(), users.c_str(), nullptr, MS_BIND, nullptr), 0);
  ASSERT_EQ(::mount(nullptr, users.c_str(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, StateFault,
    ::testing::Values(
        FolderFault{"missing", gone("state"), "state", "No such file or directory; create"},
        FolderFault{"a_file", a_file("state"), "state", "Not a directory; correct"},
        FolderFault{"that_others_can_read", with_mode("state", 0755), "state", "chmod 700"},
        FolderFault{"that_others_can_write_to", with_mode("state", 01777), "state", "chmod 700"},
        FolderFault{"of_another_owner", owned_by_nobody("state"), "state", "chown root"},
        FolderFault{"a_link", a_link("state"), "state", "is a symbolic link; write the path"},
        FolderFault{"behind_a_link", lead_through_a_link, "way", "is a symbolic link; write the path"},
        FolderFault{"with_users_that_cannot_be_written", make_users_read_only,
                    "state/users/" + kRecord + ".new", "Read-only file system"},
        FolderFault{"with_users_that_others_can_read", with_mode("state/users", 0750), "state/users",
                    "chmod 700"},
        FolderFault{"with_users_of_another_owner", owned_by_nobody("state/users"), "state/users",
                    "chown root"},
        FolderFault{"with_users_that_are_a_file", a_file("state/users"), "state/users", "Not a directory"},
        FolderFault{"with_users_behind_a_link", a_link("state/users"), "state/users", "Not a directory"},
        FolderFault{"with_hosts_that_are_a_file", a_file("state/hosts"), "state/hosts", "Not a directory"}),
    [](const auto& fault) { return std::string(fault.param.name); });

// A record whose bytes are no more what a login has left.
class StateDamage : public ::testing::Test {
 protected:
  StateDamage() {
    site.write("users.map", "daemon: +61400000001\nroot: +61400000002\n", 0640);
    site.configure("", "", "remember = \"1h\"");
    log_in(PAM_SUCCESS);
    good_ = contents_of(record_of(site));
  }

  PamClient log_in(int pam, const std::string& user = kUser, const std::string& rhost = kClient) {
    PamClient client;
    client.rhost = rhost;
    client.will_type("123456");
    EXPECT_EQ(client.authenticate(site.services(), user), pam);
    return client;
  }

  // As if the good login were the only one so far, and something had then changed the record's bytes.
  void damage(const std::string& bytes) {
    fs::remove_all(site.path("state/users"));
    fs::create_directory(site.path("state/users"));
    ASSERT_EQ(::chmod(site.path("state/users").c_str(), 0700), 0);
    std::ofstream(record_of(site), std::ios::binary) << bytes;
    ASSERT_EQ(::chmod(record_of(site).c_str(), 0600), 0);
  }

  // The next login, although its address is remembered.
  void expect_to_be_limited_and_kept(const std::string& bytes) {
    const Syslog log = log_from_now_on();
    const auto requests = server.requests().size();
    const auto client = log_in(PAM_MAXTRIES);
    EXPECT_THAT(client.messages,
                ElementsAre(warned("Too many codes were sent. Try again in 15 minutes or ask "
                                   "your administrator.")));
    EXPECT_EQ(server.requests().size(), requests);
    EXPECT_THAT(log.lines_with(" result="), ElementsAre(HasSubstr("result=limited user=daemon")));

    const auto files = files_below(site.path("state/users"));
    ASSERT_EQ(files.size(), 2U);
    EXPECT_EQ(files[0], record_of(site));
    EXPECT_THAT(files[1].string(), HasSubstr(record_of(site) + ".damaged-"));
    EXPECT_EQ(contents_of(files[1]), bytes);
    EXPECT_THAT(log.lines_with("warning="),
                ElementsAre(AllOf(HasSubstr(record_of(site) + ": failed its check"),
                                  HasSubstr(" as " + files[1].string()), HasSubstr("user=daemon"))));
  }

  [[nodiscard]] const std::string& good() const { return good_; }

  // One connection a login.
  const ScriptedServer server{std::vector(16, answering({kDone, kDone}))};
  Site site{server.url()};

 private:
  std::string good_;
};

TEST_F(StateDamage, costs_the_budget_of_that_user_until_an_administrator_unlocks_it) {
  std::mt19937 random(1);
  std::string noise(good().size(), '\0');
  std::ranges::generate(noise, [&random] { return static_cast<char>(random()); });
  for (const std::string& bytes : {std::string(), noise, std::string(good().size(), '\0'), good() + '\0'}) {
    damage(bytes);
    expect_to_be_limited_and_kept(bytes);
    // It stays so without another word, for him alone.
    const Syslog log = log_from_now_on();
    log_in(PAM_MAXTRIES);
    EXPECT_THAT(log.lines_with("warning="), IsEmpty());
    EXPECT_THAT(log_in(PAM_SUCCESS, "root", "").messages,
                ElementsAre(asked("A code was sent to +61*****002 by SMS.\nCode (r: send again): ")));

    ASSERT_TRUE(Memory(site).administration().unlock());
    EXPECT_THAT(log_in(PAM_SUCCESS).messages,
                ElementsAre(asked("A code was sent to +61*****001 by SMS.\nCode (r: send again): ")))
        << "what was remembered is gone with the record";
  }
}

TEST_F(StateDamage, is_seen_wherever_the_record_was_cut) {
  for (std::size_t size = 0; size < good().size(); size += 64) {
    SCOPED_TRACE(size);
    damage(good().substr(0, size));
    expect_to_be_limited_and_kept(good().substr(0, size));
  }
}

TEST_F(StateDamage, of_one_of_the_two_copies_costs_nothing) {
  for (const std::size_t at : {std::size_t{0}, good().size() / 2}) {
    std::string bytes = good();
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), good().size() / 2, 'x');
    damage(bytes);
    const Syslog log = log_from_now_on();
    EXPECT_THAT(log_in(PAM_SUCCESS).messages, IsEmpty()) << "the address is still remembered";
    EXPECT_THAT(log.lines_with("result="), ElementsAre(HasSubstr("result=remembered")));
    EXPECT_THAT(log.lines_with("warning="), IsEmpty());
  }
}

TEST_F(StateDamage, of_a_record_of_another_user_is_what_a_copied_record_is) {
  log_in(PAM_SUCCESS, "root");
  const std::string other = contents_of(record_of(site, "root"));
  damage(other);
  expect_to_be_limited_and_kept(other);
}

TEST_F(StateDamage, of_an_address_refuses_nobody_behind_it) {
  const auto records = files_below(site.path("state/hosts"));
  ASSERT_EQ(records.size(), 1U);
  std::ofstream(records[0], std::ios::binary | std::ios::trunc) << "damaged";
  const Syslog log = log_from_now_on();
  EXPECT_THAT(log_in(PAM_SUCCESS, "root").messages,
              ElementsAre(asked("A code was sent to +61*****002 by SMS.\nCode (r: send again): ")));
  EXPECT_THAT(log.lines_with("warning="), ElementsAre(HasSubstr(records[0].string() + ".damaged-")));
}

}  // namespace
}  // namespace ozibus::module_tests
