// SPDX-License-Identifier: Apache-2.0
#include "tests/module/surroundings.h"

#include <fstream>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <gtest/gtest.h>

namespace ozibus::module_tests {
namespace {

constexpr const char* kHosts = "/etc/hosts";

// The file stays the same one: a helper that has entered its sandbox can read no other in its place.
void rewrite(const std::string& path, const std::string& contents) {
  std::ofstream(path) << contents;
}

// Where the C library looks for host names.
void look_in(const std::string& sources) {
  rewrite("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: " + sources + "\n");
}

// The machine's own files are not for a test to write.
void insist_on_a_private_etc() {
  struct stat root {};
  struct stat etc {};
  if (::stat("/", &root) == 0 && ::stat("/etc", &etc) == 0 && root.st_dev != etc.st_dev) return;
  ADD_FAILURE() << "run this through tests/private_root.sh, which has an /etc of its own";
  ::exit(1);
}

sockaddr_in address_of(const char* text, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  EXPECT_EQ(::inet_pton(AF_INET, text, &address.sin_addr), 1);
  return address;
}

base::UniqueFd bound_socket(int type, const sockaddr_in& address) {
  base::UniqueFd fd(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
  EXPECT_EQ(::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  return fd;
}

}  // namespace

Surroundings::Surroundings(std::vector<std::string> names, std::vector<std::uint16_t> ports)
    : names_(std::move(names)), ports_(std::move(ports)) {
  insist_on_a_private_etc();
  look_in("files");
  lead_to("127.0.0.1");
}

Surroundings::~Surroundings() {
  held_.clear();
  look_in("files");
  know_no_names();
}

void Surroundings::lead_to(const std::string& address) const {
  std::string hosts;
  for (const std::string& name : names_)
    hosts += address + " " + name + "\n";
  rewrite(kHosts, hosts);
}

void Surroundings::lead_to_a_full_backlog() {
  constexpr const char* kAddress = "127.0.0.2";
  for (const std::uint16_t port : ports_) {
    const sockaddr_in address = address_of(kAddress, port);
    base::UniqueFd listener = bound_socket(SOCK_STREAM, address);
    EXPECT_EQ(::listen(listener.get(), 0), 0);  // room for one, which nobody will accept
    base::UniqueFd first(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    EXPECT_EQ(::connect(first.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    pollfd waiting{listener.get(), POLLIN, 0};
    EXPECT_EQ(::poll(&waiting, 1, 10'000), 1);
    held_.push_back(std::move(listener));
    held_.push_back(std::move(first));
  }
  lead_to(kAddress);
}

void Surroundings::know_no_names() const {
  rewrite(kHosts, "");
}

void Surroundings::ask_a_silent_name_server() {
  held_.push_back(bound_socket(SOCK_DGRAM, address_of("127.0.0.1", 53)));
  rewrite("/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:30\n");
  look_in("files dns");
  know_no_names();
}

// Whoever opens a file waits until another's lease on it is broken, which takes fs.lease-break-time.
void Surroundings::never_end_a_look_up() {
  base::UniqueFd hosts(::open(kHosts, O_RDWR | O_CLOEXEC));
  EXPECT_EQ(::fcntl(hosts.get(), F_SETSIG, SIGURG), 0) << "which does nothing to the holder";
  EXPECT_EQ(::fcntl(hosts.get(), F_SETLEASE, F_WRLCK), 0);
  held_.push_back(std::move(hosts));
}

}  // namespace ozibus::module_tests
