// SPDX-License-Identifier: Apache-2.0
// What the helper may ask of the kernel, on x86_64 and aarch64; make_syscall_program.cpp translates it. Names
// that an architecture does not have are left out by libseccomp.
#pragma once

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/prctl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>

// The tables lack what others need, the 32-bit ones above all.
#if (!defined(__x86_64__) && !defined(__aarch64__)) || defined(__ILP32__)
#error "The filter of system calls is known for x86_64 and aarch64 only."
#endif

namespace ozibus::process::syscalls {

// Whatever the arguments.
inline constexpr int kAllowed[] = {
    // descriptors
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64),
    SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(flock), SCMP_SYS(fdatasync), SCMP_SYS(poll), SCMP_SYS(ppoll),
    SCMP_SYS(select), SCMP_SYS(pselect6), SCMP_SYS(epoll_create1), SCMP_SYS(epoll_ctl), SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait), SCMP_SYS(dup), SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(eventfd2),
    // files, as far as Landlock lets them be opened
    SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(statfs),
    SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
    SCMP_SYS(readlinkat), SCMP_SYS(getdents64),
    // network
    SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(shutdown), SCMP_SYS(getsockname), SCMP_SYS(getpeername),
    SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(sendto), SCMP_SYS(sendmsg), SCMP_SYS(sendmmsg),
    SCMP_SYS(recvfrom), SCMP_SYS(recvmsg),
    // memory and threads
    SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(rseq),
    SCMP_SYS(set_robust_list), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(getcpu),
    SCMP_SYS(membarrier), SCMP_SYS(exit), SCMP_SYS(exit_group),
    // signals
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    // time, random numbers, and who asks
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid),
    SCMP_SYS(getppid), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(getgroups), SCMP_SYS(getresuid), SCMP_SYS(getresgid), SCMP_SYS(capget), SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage), SCMP_SYS(umask), SCMP_SYS(uname), SCMP_SYS(sysinfo)};

using Condition = scmp_arg_cmp;

// An argument that is an int: the other half of its register may hold anything.
constexpr Condition is(unsigned argument, std::uint32_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, UINT32_MAX, value};
}
constexpr Condition has(unsigned argument, std::uint64_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, bits, bits};
}
constexpr Condition lacks(unsigned argument, std::uint64_t bits) {
  return {argument, SCMP_CMP_MASKED_EQ, bits, 0};
}
constexpr Condition is_null(unsigned argument) {
  return {argument, SCMP_CMP_EQ, 0, 0};
}
constexpr Condition is_not_null(unsigned argument) {
  return {argument, SCMP_CMP_NE, 0, 0};
}

struct Rule {
  int call;
  std::uint32_t action;
  unsigned count;  // of conditions
  Condition conditions[2];
};

constexpr Rule allow(int call, Condition condition) {
  return {call, SCMP_ACT_ALLOW, 1, {condition, {}}};
}
constexpr Rule allow(int call, Condition first, Condition second) {
  return {call, SCMP_ACT_ALLOW, 2, {first, second}};
}
constexpr Rule refuse(int error, int call, Condition condition) {
  return {call, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), 1, {condition, {}}};
}
constexpr Rule refuse(int error, int call) {
  return {call, SCMP_ACT_ERRNO(static_cast<std::uint32_t>(error)), 0, {}};
}

inline constexpr int kWrites = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
// A thread, not a process, and nothing that a namespace could be made of.
inline constexpr std::uint64_t kKindsOfTask = CLONE_THREAD | CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS |
                                              CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;

inline constexpr Rule kConditional[] = {
    allow(SCMP_SYS(open), lacks(1, kWrites)),
    allow(SCMP_SYS(openat), lacks(2, kWrites)),
    // The resolver's addresses are sorted by what the kernel's routes say of them.
    allow(SCMP_SYS(socket), is(0, AF_UNIX)),
    allow(SCMP_SYS(socket), is(0, AF_INET)),
    allow(SCMP_SYS(socket), is(0, AF_INET6)),
    allow(SCMP_SYS(socket), is(0, AF_NETLINK), is(2, NETLINK_ROUTE)),
    allow(SCMP_SYS(socketpair), is(0, AF_UNIX)),
    // The last two: a name server's address may name a network card.
    allow(SCMP_SYS(ioctl), is(1, FIONBIO)),
    allow(SCMP_SYS(ioctl), is(1, FIONREAD)),
    allow(SCMP_SYS(ioctl), is(1, SIOCGIFINDEX)),
    allow(SCMP_SYS(ioctl), is(1, SIOCGIFNAME)),
    // Others of its commands could have signals sent to other helpers.
    allow(SCMP_SYS(fcntl), is(1, F_GETFD)),
    allow(SCMP_SYS(fcntl), is(1, F_SETFD)),
    allow(SCMP_SYS(fcntl), is(1, F_GETFL)),
    allow(SCMP_SYS(fcntl), is(1, F_SETFL)),
    allow(SCMP_SYS(fcntl), is(1, F_DUPFD)),
    allow(SCMP_SYS(fcntl), is(1, F_DUPFD_CLOEXEC)),
    allow(SCMP_SYS(prctl), is(0, PR_SET_NAME)),
    allow(SCMP_SYS(prctl), is(0, PR_GET_NAME)),
    allow(SCMP_SYS(mmap), lacks(2, PROT_EXEC)),
    allow(SCMP_SYS(mprotect), lacks(2, PROT_EXEC)),
    allow(SCMP_SYS(clone), {0, SCMP_CMP_MASKED_EQ, kKindsOfTask, CLONE_THREAD}),
    allow(SCMP_SYS(prlimit64), is(0, 0), is_null(2)),
};

// What only somebody asks for who has taken the process over.
inline constexpr int kKilled[] = {
    // other programs and processes, and what they hold
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(kill), SCMP_SYS(tkill),
    SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal), SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
    // rights
    SCMP_SYS(setuid), SCMP_SYS(setgid), SCMP_SYS(setreuid), SCMP_SYS(setregid), SCMP_SYS(setresuid),
    SCMP_SYS(setresgid), SCMP_SYS(setfsuid), SCMP_SYS(setfsgid), SCMP_SYS(setgroups), SCMP_SYS(capset),
    // another view of the machine
    SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(chroot), SCMP_SYS(pivot_root), SCMP_SYS(mount),
    SCMP_SYS(umount2), SCMP_SYS(open_tree), SCMP_SYS(move_mount), SCMP_SYS(fsopen),
    SCMP_SYS(open_by_handle_at),
    // the kernel, and ways around this filter
    SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register), SCMP_SYS(userfaultfd), SCMP_SYS(init_module), SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load), SCMP_SYS(reboot),
    // the deadline
    SCMP_SYS(timer_settime), SCMP_SYS(timer_delete)};

// What libraries try, and can do without.
inline constexpr Rule kRefused[] = {
    // stdio, of a file that it is to write; malloc and OpenSSL, of theirs in /proc and /dev
    refuse(EACCES, SCMP_SYS(open), has(1, O_WRONLY)),
    refuse(EACCES, SCMP_SYS(open), has(1, O_RDWR)),
    refuse(EACCES, SCMP_SYS(open), has(1, O_CREAT)),
    refuse(EACCES, SCMP_SYS(open), has(1, O_TRUNC)),
    refuse(EACCES, SCMP_SYS(openat), has(2, O_WRONLY)),
    refuse(EACCES, SCMP_SYS(openat), has(2, O_RDWR)),
    refuse(EACCES, SCMP_SYS(openat), has(2, O_CREAT)),
    refuse(EACCES, SCMP_SYS(openat), has(2, O_TRUNC)),
    // libc, of a module that was added to nsswitch.conf a moment ago: it goes on without
    refuse(EACCES, SCMP_SYS(mmap), has(2, PROT_EXEC)),
    refuse(EACCES, SCMP_SYS(mprotect), has(2, PROT_EXEC)),
    refuse(EPERM, SCMP_SYS(prlimit64), is_not_null(2)),
    // to keep keys out of swap: as beyond a limit
    refuse(EPERM, SCMP_SYS(mlock)),
    refuse(EPERM, SCMP_SYS(mlock2)),
    refuse(EPERM, SCMP_SYS(munlock)),
};

}  // namespace ozibus::process::syscalls
