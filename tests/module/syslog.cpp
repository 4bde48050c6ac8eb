// SPDX-License-Identifier: Apache-2.0
#include "tests/module/syslog.h"

#include <fstream>
#include <functional>
#include <sstream>

#include <poll.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <syslog.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "base/deadline.h"
#include "base/unique_fd.h"

namespace ozibus::module_tests {
namespace {

constexpr std::chrono::seconds kPatience{30};

std::string contents(const std::string& path) {
  std::ostringstream all;
  all << std::ifstream(path).rdbuf();
  return all.str();
}

// Returns the contents once they are what `enough` wants.
std::string contents_when(const std::string& path, const std::function<bool(const std::string&)>& enough) {
  const base::UniqueFd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  ::inotify_add_watch(watch.get(), path.c_str(), IN_MODIFY);
  const base::Deadline deadline = base::Deadline::after(kPatience);
  for (;;) {
    std::string found = contents(path);
    if (enough(found)) return found;
    pollfd changed{watch.get(), POLLIN, 0};
    if (::poll(&changed, 1, deadline.poll_timeout()) <= 0) {
      ADD_FAILURE() << "the log still lacks what was waited for:\n" << found;
      return found;
    }
    char events[4096];
    while (::read(watch.get(), events, sizeof(events)) > 0) {
    }
  }
}

}  // namespace

Syslog::Syslog() {
  const char* path = ::getenv("OZIBUS_SYSLOG");
  if (path == nullptr) {
    ADD_FAILURE() << "run this through tests/private_root.sh, which collects the system log";
    ::exit(1);
  }
  path_ = path;
  begin_ = arrived().size();
}

// The log keeps its order: when a line of ours is there, so is all that was sent before it.
std::string Syslog::arrived() const {
  static int number = 0;
  const std::string mark = "the test has come to mark " + std::to_string(++number) + ".";
  ::syslog(LOG_DEBUG, "%s", mark.c_str());
  return contents_when(path_,
                       [&](const std::string& all) { return all.find(mark, begin_) != std::string::npos; });
}

std::vector<std::string> Syslog::lines_with(const std::string& text) const {
  const std::string log = arrived();
  std::vector<std::string> found;
  std::istringstream lines(log.substr(begin_));
  for (std::string line; std::getline(lines, line);) {
    // "<83>Nov 23 16:00:00 name[123]: text"
    const std::size_t name = line.find('>') + 17;
    if (line.find(text) != std::string::npos && line.size() > name) found.push_back(line.substr(name));
  }
  return found;
}

std::vector<std::string> Syslog::await(const std::string& text, std::size_t count) const {
  (void)contents_when(path_, [&](const std::string& all) {
    std::size_t found = 0;
    for (std::size_t at = begin_; (at = all.find(text, at)) != std::string::npos; at += text.size())
      ++found;
    return found >= count;
  });
  return lines_with(text);
}

}  // namespace ozibus::module_tests
