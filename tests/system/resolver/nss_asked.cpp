// SPDX-License-Identifier: Apache-2.0
// A module for "hosts: asked" in nsswitch.conf, of the kind of libnss-resolve: it knows nothing by itself and
// asks a program that listens at a socket, /run/asked. One line there, one line back: the address.
#include <cerrno>
#include <cstddef>
#include <memory>
#include <new>
#include <string>

#include <arpa/inet.h>
#include <netdb.h>
#include <nss.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/unique_fd.h"

namespace {

// Empty: nobody listens, or there the name is not known.
std::string ask(const std::string& name) {
  const ozibus::base::UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_un address{AF_UNIX, "/run/asked"};
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return {};
  const std::string question = name + "\n";
  ::send(fd.get(), question.data(), question.size(), MSG_NOSIGNAL);
  std::string answer(INET_ADDRSTRLEN + 1, '\0');
  const ssize_t size = ::recv(fd.get(), answer.data(), answer.size(), MSG_WAITALL);
  answer.resize(size > 0 ? static_cast<std::size_t>(size) - 1 : 0);
  return answer;
}

// All that a hostent points to.
struct Found {
  in_addr address;
  char* addresses[2];
  char* aliases[1];
  char name[256];
};

}  // namespace

// What libc looks for in the module that nsswitch.conf names.
extern "C" __attribute__((visibility("default"))) nss_status _nss_asked_gethostbyname2_r(
    const char* name, int family, hostent* host, char* buffer, std::size_t size, int* error,
    int* host_error) {
  if (size < sizeof(Found) + alignof(Found)) {
    *error = ERANGE;
    *host_error = NETDB_INTERNAL;
    return NSS_STATUS_TRYAGAIN;
  }
  void* place = buffer;
  if (std::align(alignof(Found), sizeof(Found), place, size) == nullptr) return NSS_STATUS_TRYAGAIN;
  auto* found = new (place) Found{};
  *error = ENOENT;
  *host_error = HOST_NOT_FOUND;
  if (family != AF_INET || ::inet_pton(AF_INET, ask(name).c_str(), &found->address) != 1) {
    return NSS_STATUS_NOTFOUND;
  }
  std::string(name).copy(found->name, sizeof(found->name) - 1);
  found->addresses[0] = reinterpret_cast<char*>(&found->address);
  *host = {found->name, found->aliases, AF_INET, sizeof(in_addr), found->addresses};
  return NSS_STATUS_SUCCESS;
}
