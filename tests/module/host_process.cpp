// SPDX-License-Identifier: Apache-2.0
#include "tests/module/host_process.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/module/pam_client.h"
#include "tests/module/processes.h"

namespace ozibus::module_tests {
namespace {

using std::chrono::steady_clock;

// The process' end of its line to the test: above all that it opens itself.
constexpr int kLine = 200;
constexpr std::size_t kLongestPacket = 65536;
constexpr int kMostQuestions = 8;
constexpr int kPatience = 60'000;  // milliseconds that nothing here should ever need

// Its first letter tells what a packet is.
constexpr char kReady = 'r';
constexpr char kAsked = 'q';
constexpr char kTrace = 't';
constexpr char kOver = 'o';
constexpr char kAnswer = 'a';
constexpr char kNoAnswer = 'n';

void send(int line, char kind, const std::string& text = "") {
  const std::string packet = kind + text;
  (void)::send(line, packet.data(), packet.size(), MSG_NOSIGNAL);
}

std::string receive(int line) {
  std::string packet(kLongestPacket, '\0');
  ssize_t size = -1;
  do {
    size = ::recv(line, packet.data(), packet.size(), 0);
  } while (size < 0 && errno == EINTR);
  packet.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  return packet;
}

// The process' side. Without a test to talk to, it has no reason to be.
std::string receive_or_end() {
  std::string packet = receive(kLine);
  if (packet.empty()) ::_exit(EXIT_FAILURE);
  return packet;
}

void keep_only_stdio_and(int line) {
  ::closelog();
  if (::dup3(line, kLine, O_CLOEXEC) != kLine) ::_exit(EXIT_FAILURE);
  for (int fd = STDERR_FILENO + 1; fd < kLine; ++fd)
    ::close(fd);
  ::closefrom(kLine + 1);
}

std::optional<std::string> ask_the_test(const PamClient& client) {
  send(kLine, kAsked, client.messages.back().text);
  const std::string packet = receive_or_end();
  if (packet.front() == kNoAnswer) return std::nullopt;
  return packet.substr(1);
}

// In this process. What has failed in the test before it was made is nothing of its own.
int failed_assertions() {
  return ::testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
}

[[noreturn]] void live(int line, const std::string& services, const Habits& habits) {
  const int failures = failed_assertions();
  keep_only_stdio_and(line);
  // Else the first line that libpam or any module has to log would open it, and libc leaves it open.
  ::openlog("host", LOG_NDELAY, LOG_AUTHPRIV);
  PamClient client;
  client.meanwhile = [&] { return habits.meanwhile(services); };
  for (int i = 0; i < kMostQuestions; ++i)
    client.will_reply([&client] { return ask_the_test(client); });
  habits.always();

  const Facts before = seen_from_inside();
  const Alarm alarm_before;
  send(kLine, kReady);
  (void)receive_or_end();
  const auto began = steady_clock::now();
  const int pam = client.authenticate(services, kUser);
  const Seconds took = steady_clock::now() - began;
  const Alarm alarm_after;

  for (const auto& trace : differences(before, seen_from_inside()))
    send(kLine, kTrace, trace);
  if (!alarm_after.goes_on_from(alarm_before)) send(kLine, kTrace, "the alarm was stopped or moved");
  if (failed_assertions() != failures) send(kLine, kTrace, "the application itself has failed");
  send(kLine, kOver, std::to_string(pam) + " " + std::to_string(took.count()));
  (void)receive_or_end();
  ::_exit(EXIT_SUCCESS);
}

std::vector<pid_t> helpers() {
  std::vector<pid_t> found;
  for (const auto& process : processes_named("ozibus-helper"))
    found.push_back(std::stoi(process.filename().string()));
  return found;
}

}  // namespace

std::optional<Seconds> time_until_gone(const base::UniqueFd& process) {
  const auto began = steady_clock::now();
  pollfd gone{process.get(), POLLIN, 0};
  if (::poll(&gone, 1, kPatience) != 1) return std::nullopt;
  return steady_clock::now() - began;
}

HostProcess::HostProcess(const Site& site, const Habits& habits) : earlier_helpers_(helpers()) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()), 0);
  person_.reset(ends[0]);
  const base::UniqueFd line(ends[1]);
  const std::string services = site.services();
  pid_ = ::fork();
  if (pid_ == 0) live(line.get(), services, habits);
  EXPECT_EQ(receive(person_.get()), std::string(1, kReady));
  before_ = seen_from_outside(pid_);
  began_ = steady_clock::now();
  send(person_.get(), kAnswer);
}

HostProcess::~HostProcess() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

std::optional<std::string> HostProcess::question() {
  for (;;) {
    pollfd said{person_.get(), POLLIN, 0};
    EXPECT_EQ(::poll(&said, 1, kPatience), 1) << "the host neither asks nor ends";
    const std::string packet = said.revents == 0 ? "" : receive(person_.get());
    if (packet.empty()) return std::nullopt;
    switch (packet.front()) {
      case kAsked:
        expect_helper();
        return packet.substr(1);
      case kTrace:
        traces_.push_back(packet.substr(1));
        break;
      default:
        finish(packet.substr(1));
        return std::nullopt;
    }
  }
}

void HostProcess::answer(const std::optional<std::string>& line) const {
  send(person_.get(), line ? kAnswer : kNoAnswer, line.value_or(""));
}

void HostProcess::expect_helper() {
  if (helper_ > 0) return;
  for (const pid_t process : helpers()) {
    if (std::ranges::find(earlier_helpers_, process) == earlier_helpers_.end()) helper_ = process;
  }
  ASSERT_GT(helper_, 0) << "there is no helper";
  helper_process_.reset(static_cast<int>(::syscall(SYS_pidfd_open, helper_, 0)));
  ASSERT_TRUE(helper_process_.valid());
}

void HostProcess::finish(std::string_view report) {
  double seconds = 0;
  std::istringstream(std::string(report)) >> pam_ >> seconds;
  took_ = Seconds(seconds);
  const auto seen = differences(before_, seen_from_outside(pid_));
  traces_.insert(traces_.end(), seen.begin(), seen.end());
  send(person_.get(), kAnswer);
  int status = -1;
  EXPECT_GT(::waitpid(std::exchange(pid_, -1), &status, 0), 0);
  EXPECT_EQ(status, 0);
}

}  // namespace ozibus::module_tests
