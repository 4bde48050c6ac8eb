// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <latch>
#include <stop_token>
#include <thread>

#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/module/built.h"
#include "tests/module/pam_client.h"
#include "tests/module/strange_hosts.h"

namespace ozibus::module_tests {
namespace {

// Each fork copies the sanitizer's shadow.
const int kForkingThreads = built::kIsWatched ? 10 : 50;

std::atomic<int> reaped{0};

void reap_all(int) {
  while (::waitpid(-1, nullptr, WNOHANG) > 0)
    ++reaped;
}

void ignore_it(int) {}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  ::sigaction(signal, &action, nullptr);
}

void set_alarm(timeval first, timeval interval) {
  const itimerval timer{interval, first};
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

// Complains when anybody's child but the host's own was found, and the host has none.
class NothingReaped {
 public:
  NothingReaped() = default;
  NothingReaped(const NothingReaped&) = delete;
  NothingReaped& operator=(const NothingReaped&) = delete;
  ~NothingReaped() {
    if (reaped != 0) complain("the host got a child that is not its own");
  }
};

Habits reaps_in_a_handler() {
  return {.always = [] { handle(SIGCHLD, reap_all); },
          .meanwhile = [](const std::string&) { return std::make_shared<NothingReaped>(); }};
}

Habits reaps_in_a_thread() {
  return {.meanwhile = [](const std::string&) {
    struct Reaper {
      NothingReaped judge;
      std::jthread thread{[](const std::stop_token& over) {
        while (!over.stop_requested()) {
          if (::waitpid(-1, nullptr, 0) > 0) ++reaped;
        }
      }};
    };
    return std::make_shared<Reaper>();
  }};
}

// Clones without an exit signal too: no application has reason to.
Habits reaps_even_clones() {
  return {.meanwhile = [](const std::string&) {
    return std::make_shared<std::jthread>([](const std::stop_token& over) {
      while (!over.stop_requested())
        (void)::waitpid(-1, nullptr, __WALL);
    });
  }};
}

void fork_until(const std::stop_token& over) {
  while (!over.stop_requested()) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    if (child > 0 && ::waitpid(child, nullptr, 0) != child) complain("a child of the host was lost");
  }
}

Habits forks_in_many_threads() {
  return {.meanwhile = [](const std::string&) {
    auto threads = std::make_shared<std::vector<std::jthread>>();
    for (int i = 0; i < kForkingThreads; ++i)
      threads->emplace_back(fork_until);
    return threads;
  }};
}

Habits has_an_alarm_pending() {
  return {.always = [] { set_alarm({60, 0}, {0, 0}); }};
}

Habits is_interrupted_all_the_time() {
  struct Interruptions {
    Interruptions() { set_alarm({0, 2000}, {0, 2000}); }
    Interruptions(const Interruptions&) = delete;
    Interruptions& operator=(const Interruptions&) = delete;
    ~Interruptions() { set_alarm({0, 0}, {0, 0}); }
  };
  return {.always = [] { handle(SIGALRM, ignore_it); },
          .meanwhile = [](const std::string&) { return std::make_shared<Interruptions>(); }};
}

Habits blocks_all_signals() {
  return {.always = [] {
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_BLOCK, &all, nullptr);
    ::raise(SIGUSR1);
    ::kill(::getpid(), SIGTERM);
  }};
}

// Another login of the same process: begun before the one that the test sees, and over after it.
class OtherLogin {
 public:
  explicit OtherLogin(const std::string& services) {
    client_.will_do(
        [this] {
          asked_.count_down();
          typed_.wait();
        },
        "123456");
    thread_ = std::jthread([this, services] {
      if (client_.authenticate(services, kUser) != PAM_SUCCESS) complain("the other login was refused");
    });
    asked_.wait();
  }
  OtherLogin(const OtherLogin&) = delete;
  OtherLogin& operator=(const OtherLogin&) = delete;
  ~OtherLogin() { typed_.count_down(); }

 private:
  std::latch asked_{1};
  std::latch typed_{1};
  PamClient client_;
  std::jthread thread_;
};

}  // namespace

void complain(const std::string& trouble) {
  ::setenv("TROUBLE", trouble.c_str(), 1);
}

std::vector<StrangeHost> busy_hosts() {
  return {
      {"an ordinary one", {}, PAM_SUCCESS},
      {"ignores SIGCHLD", {.always = [] { ::signal(SIGCHLD, SIG_IGN); }}, PAM_SUCCESS},
      {"takes every child in its SIGCHLD handler", reaps_in_a_handler(), PAM_SUCCESS},
      {"takes every child in a thread", reaps_in_a_thread(), PAM_SUCCESS},
      {"takes every clone in a thread (__WALL)", reaps_even_clones(), PAM_SUCCESS},
      {"forks in 50 threads all the time", forks_in_many_threads(), PAM_SUCCESS},
      {"holds another login in another thread",
       {.meanwhile = [](const std::string& services) { return std::make_shared<OtherLogin>(services); }},
       PAM_SUCCESS},
      {"dies of SIGPIPE", {.always = [] { ::signal(SIGPIPE, SIG_DFL); }}, PAM_SUCCESS},
      {"dies of an alarm in a minute", has_an_alarm_pending(), PAM_SUCCESS},
      {"is interrupted 500 times in a second", is_interrupted_all_the_time(), PAM_SUCCESS},
      {"blocks all signals, two of them pending", blocks_all_signals(), PAM_SUCCESS},
  };
}

}  // namespace ozibus::module_tests
