// SPDX-License-Identifier: Apache-2.0
// make_syscall_program HEADER: runs when the helper is built. Has libseccomp translate the rules, and writes
// them as the C++ header that syscall_filter.cpp includes. At a login that would take longer than entering
// all the walls.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

#include <linux/filter.h>
#include <sys/mman.h>
#include <unistd.h>

#include "helper/process/syscall_rules.h"

namespace {

using namespace ozibus::process::syscalls;

// No process has this number. The helper puts its own into the program.
constexpr std::uint32_t kNobodysNumber = 0x7fff'beef;

struct FreeFilter {
  void operator()(scmp_filter_ctx filter) const noexcept { ::seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, FreeFilter>;

[[noreturn]] void fail(const char* what, int error) {
  std::fprintf(stderr, "make_syscall_program: %s: %s\n", what, std::strerror(error));
  std::exit(EXIT_FAILURE);
}

// Like all of libseccomp, `error` is zero or a negative errno.
void check(const char* what, int error) {
  if (error != 0) fail(what, -error);
}

void add(const Filter& filter, std::span<const Rule> rules) {
  for (const Rule& rule : rules)
    check("add a rule",
          ::seccomp_rule_add_array(filter.get(), rule.action, rule.call, rule.count, rule.conditions));
}

void add(const Filter& filter, std::uint32_t action, std::span<const int> calls) {
  for (const int call : calls)
    check("add a call", ::seccomp_rule_add_array(filter.get(), action, call, 0, nullptr));
}

Filter make_filter() {
  // What stands in no table, or has arguments that do not, fails as if the kernel did not know it: a library
  // that was updated tries newer calls first, and can do without.
  Filter filter(::seccomp_init(SCMP_ACT_ERRNO(ENOSYS)));
  if (!filter) fail("make a filter", ENOMEM);
  // System calls of another architecture have other numbers.
  check("kill other architectures",
        ::seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
  // The kernel tries each call when the filter is entered: a tree of comparisons is through sooner than a
  // list.
  check("order the rules", ::seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2));
  add(filter, SCMP_ACT_ALLOW, kAllowed);
  add(filter, SCMP_ACT_KILL_PROCESS, kKilled);
  add(filter, kConditional);
  add(filter, kRefused);
  // abort(3) says by its signal what was wrong.
  const Rule to_itself = allow(SCMP_SYS(tgkill), is(0, kNobodysNumber));
  add(filter, {&to_itself, 1});
  return filter;
}

std::vector<sock_filter> program_of(const Filter& filter) {
  const int file = ::memfd_create("program", 0);
  if (file < 0) fail("make a file in memory", errno);
  check("translate the rules", ::seccomp_export_bpf(filter.get(), file));
  const off_t size = ::lseek(file, 0, SEEK_END);
  std::vector<sock_filter> program(static_cast<std::size_t>(size) / sizeof(sock_filter));
  if (::pread(file, program.data(), static_cast<std::size_t>(size), 0) != size) fail("read the program", EIO);
  return program;
}

// The only instruction that compares with the number that stands for the helper's own.
std::size_t place_of_own_number(const std::vector<sock_filter>& program) {
  std::size_t place = 0;
  int found = 0;
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (program[i].k != kNobodysNumber) continue;
    if (program[i].code != (BPF_JMP | BPF_JEQ | BPF_K))
      fail("the helper's number is not compared with", EINVAL);
    place = i;
    ++found;
  }
  if (found != 1) fail("the helper's number does not stand in the program once", EINVAL);
  return place;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<sock_filter> program = program_of(make_filter());
  if (argc != 2 || std::freopen(argv[1], "w", stdout) == nullptr) fail("write the header", errno);
  std::printf(
      "// Made by make_syscall_program.cpp.\n#pragma once\n\n#include <cstddef>\n\n#include "
      "<linux/filter.h>\n\n"
      "namespace ozibus::process::syscalls {\n\n"
      "// Which instruction compares with the number of the process itself, and has to be given it.\n"
      "inline constexpr std::size_t kOwnNumberAt = %zu;\n\ninline constexpr sock_filter kProgram[] = {\n",
      place_of_own_number(program));
  for (const sock_filter& line : program)
    std::printf("    {0x%x, %u, %u, 0x%x},\n", line.code, line.jt, line.jf, line.k);
  std::printf("};\n\n}  // namespace ozibus::process::syscalls\n");
  return std::fclose(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
