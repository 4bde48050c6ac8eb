// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/load_module.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <utility>

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/unique_fd.h"
#include "base/write_all.h"

namespace ozibus::ctl::check {
namespace {

std::string load(const std::string& path) {
  void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* text = ::dlerror();
    return text == nullptr ? "it cannot be loaded" : text;
  }
  for (const char* name : {"pam_sm_authenticate", "pam_sm_setcred"}) {
    if (::dlsym(library, name) == nullptr) return std::string("has no ") + name;
  }
  return {};
}

[[noreturn]] void be_child(const std::string& path, int report) {
  const std::string why = load(path);
  ::_exit(base::write_all(report, why) ? 0 : 1);
}

std::string read_report(int fd) {
  std::string text;
  std::array<char, 1024> buffer{};
  for (;;) {
    const ssize_t count = ::read(fd, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace

std::optional<std::string> why_not_loadable(const std::string& path) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return "no pipe to find that out";
  const base::UniqueFd reader(ends[0]);
  base::UniqueFd writer(ends[1]);
  const pid_t child = ::fork();
  if (child < 0) return "no process to find that out";
  if (child == 0) be_child(path, writer.get());
  writer.reset();
  std::string why = read_report(reader.get());
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return "ends the program that loads it: the file is damaged";
  return why.empty() ? std::nullopt : std::optional(std::move(why));
}

}  // namespace ozibus::ctl::check
