// SPDX-License-Identifier: Apache-2.0
// What somebody who has taken the helper over would do next.
#include <cerrno>
#include <ostream>
#include <string>
#include <thread>

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "tests/fakes/failing_call.h"
#include "tests/unit/process/confined_child.h"

namespace ozibus::process {
namespace {

using fakes::failing;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Attempt {
  const char* name;
  const char* end;
  long (*deed)();
};

void PrintTo(const Attempt& attempt, std::ostream* out) {
  *out << attempt.name;
}

constexpr char kKilled[] = "killed by SIGSYS";
constexpr char kRefused[] = "ENOSYS";

long map(int protection) {
  return ::mmap(nullptr, 4096, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

const Attempt kAttempts[] = {
    {"run_a_program", kKilled, [] { return long{::execl("/bin/true", "true", nullptr)}; }},
    {"run_an_open_program", kKilled,
     [] { return ::syscall(SYS_execveat, 0, "/bin/true", nullptr, nullptr, 0); }},
    {"fork", kRefused, [] { return long{::fork()}; }},
    {"fork_in_the_old_way", kRefused,
     [] { return ::syscall(SYS_clone, SIGCHLD, nullptr, nullptr, nullptr, 0); }},
    {"start_a_thread_of_another_user_namespace", kRefused,
     [] {
       return ::syscall(SYS_clone, CLONE_THREAD | CLONE_SIGHAND | CLONE_VM | CLONE_NEWUSER, nullptr, nullptr,
                        nullptr, 0);
     }},
    {"start_anything_whose_flags_cannot_be_seen", "ENOSYS", [] { return ::syscall(SYS_clone3, nullptr, 0); }},
    {"signal_its_host", kKilled, [] { return long{::kill(::getppid(), 0)}; }},
    {"signal_a_thread_of_its_host", kRefused,
     [] { return ::syscall(SYS_tgkill, ::getppid(), ::getppid(), 0); }},
    {"have_its_host_signalled", kRefused, [] { return long{::fcntl(0, F_SETOWN, ::getppid())}; }},
    {"trace_its_host", kKilled, [] { return ::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr); }},
    {"read_its_hosts_memory", kKilled,
     [] { return ::process_vm_readv(::getppid(), nullptr, 0, nullptr, 0, 0); }},
    {"take_its_hosts_descriptors", kKilled, [] { return ::syscall(SYS_pidfd_getfd, 0, 0, 0); }},
    {"limit_its_host", kRefused,
     [] {
       rlimit limit{};
       return long{::prlimit(::getppid(), RLIMIT_NOFILE, nullptr, &limit)};
     }},
    {"raise_its_limits", "EPERM",
     [] {
       const rlimit limit{65, 65};
       return long{::setrlimit(RLIMIT_NOFILE, &limit)};
     }},
    {"become_root", kKilled, [] { return long{::setuid(0)}; }},
    {"become_another_user_of_files", kKilled, [] { return ::syscall(SYS_setfsuid, 0); }},
    {"enter_a_namespace", kKilled, [] { return long{::unshare(CLONE_NEWUSER)}; }},
    {"mount", kKilled, [] { return long{::mount("none", "/tmp", "tmpfs", 0, nullptr)}; }},
    {"be_dumpable", kRefused, [] { return long{::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)}; }},
    {"map_code", "EACCES", [] { return map(PROT_READ | PROT_EXEC); }},
    {"map_code_that_can_be_written", "EACCES", [] { return map(PROT_READ | PROT_WRITE | PROT_EXEC); }},
    {"make_code_of_data", "EACCES",
     [] {
       void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
       return long{::mprotect(page, 4096, PROT_READ | PROT_EXEC)};
     }},
    {"make_a_file_in_memory", kKilled, [] { return long{::memfd_create("x", 0)}; }},
    {"remove_a_file", kRefused, [] { return long{::unlink("/tmp/no-such-file")}; }},
    {"change_a_mode", kRefused, [] { return long{::fchmod(0, 0777)}; }},
    {"cut_an_open_file", kRefused, [] { return long{::ftruncate(0, 0)}; }},
    {"see_packets", kRefused, [] { return long{::socket(AF_PACKET, SOCK_RAW, 0)}; }},
    {"speak_to_the_audit", kRefused, [] { return long{::socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT)}; }},
    {"wait_for_connections", kRefused, [] { return long{::listen(0, 1)}; }},
    {"type_into_a_terminal", kRefused, [] { return long{::ioctl(0, TIOCSTI, "x")}; }},
    {"load_a_program_into_the_kernel", kKilled, [] { return ::syscall(SYS_bpf, 0, nullptr, 0); }},
    {"have_the_kernel_work_beside_the_filter", kKilled,
     [] { return ::syscall(SYS_io_uring_setup, 1, nullptr); }},
    {"take_keys", kKilled, [] { return ::syscall(SYS_keyctl, 0, 0, 0, 0, 0); }},
    {"have_no_deadline", kKilled, [] { return ::syscall(SYS_timer_delete, 0); }},
    {"try_what_only_newer_kernels_know", kRefused, [] { return ::syscall(700); }},
    {"ask_a_socket_of_a_kind_that_is_not_needed", kRefused,
     [] { return long{::socket(AF_ALG, SOCK_SEQPACKET, 0)}; }},
};

class SyscallFilter : public ::testing::TestWithParam<Attempt> {};

TEST_P(SyscallFilter, ends_an_attempt_to) {
  EXPECT_EQ(in_sandbox([] { return outcome_of(GetParam().deed()); }), GetParam().end);
}

INSTANTIATE_TEST_SUITE_P(Deeds, SyscallFilter, ::testing::ValuesIn(kAttempts),
                         [](const auto& attempt) { return std::string(attempt.param.name); });

TEST(SyscallFilterItself, is_missed_with_a_warning_where_the_kernel_has_none) {
  for (const int error : {ENOSYS, EINVAL, EOPNOTSUPP}) {
    EXPECT_THAT(in_sandbox([] { return warnings() + outcome_of(::kill(::getppid(), 0)); },
                           {.before = failing(SCMP_SYS(seccomp), error)}),
                AllOf(HasSubstr("no filter for system calls"), Not(HasSubstr("no Landlock")),
                      Not(HasSubstr("killed"))));
  }
}

TEST(SyscallFilterItself, is_not_done_without_where_the_kernel_has_one) {
  EXPECT_THAT(in_sandbox([] { return "went on"; },
                         {.before = failing(SCMP_SYS(seccomp), EACCES, SECCOMP_SET_MODE_FILTER)}),
              AllOf(HasSubstr("no sandbox: seccomp cannot "), HasSubstr("Permission denied")));
}

TEST(SyscallFilterItself, stands_in_all_threads) {
  EXPECT_EQ(in_sandbox([] {
              std::thread([] { ::kill(::getppid(), 0); }).join();
              return "went on";
            }),
            kKilled);
}

TEST(SyscallFilterItself, lets_a_broken_process_say_so) {
  EXPECT_EQ(in_sandbox([]() -> std::string { ::abort(); }), "killed by SIGABRT");
}

}  // namespace
}  // namespace ozibus::process
