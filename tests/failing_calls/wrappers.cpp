// SPDX-License-Identifier: Apache-2.0
// Linked into a module and a helper for tests, with -Wl,--wrap for each function of CALLS: every call of one
// comes here, and fails when the plan says so. Compiled once for each, with its own CALLS and PROCESS.
//
// In the tables: the number of parameters, the function, what it returns when it fails, and errno then.
// VARIADIC ones, and those that no header declares, come with their type, as they are called. What is MADE
// takes place nevertheless.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <tuple>
#include <utility>

#include <crypt.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <grp.h>
#include <malloc.h>
#include <poll.h>
#include <pwd.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <security/pam_modules.h>

#include "tests/failing_calls/plan.h"

namespace {

using ozibus::failing_calls::kPlanPath;
using ozibus::failing_calls::Plan;
using ozibus::failing_calls::Process;

Plan* plan = nullptr;  // without it, nothing fails

[[gnu::constructor]] void read_plan() {
  const int file = ::open(kPlanPath, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* memory = ::mmap(nullptr, sizeof(Plan), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (memory != MAP_FAILED) plan = static_cast<Plan*>(memory);
}

// libpam loads the module anew for each login.
[[gnu::destructor]] void forget_plan() {
  Plan* mapped = std::exchange(plan, nullptr);
  if (mapped != nullptr) ::munmap(mapped, sizeof(Plan));
}

bool fails(const char* function) {
  if (plan == nullptr || plan->process != Process::PROCESS) return false;
  if (std::strcmp(function, plan->function.data()) != 0) return false;
  return ++plan->calls == plan->nth;
}

template <typename Function>
struct Parts;
template <typename R, typename... P>
struct Parts<R(P...)> {
  using Result = R;
  template <std::size_t I>
  using Parameter = std::tuple_element_t<I, std::tuple<P...>>;
};
template <typename R, typename... P>
struct Parts<R(P...) noexcept> : Parts<R(P...)> {};

template <typename Function>
using ResultOf = typename Parts<Function>::Result;
template <typename Function, std::size_t I>
using Parameter = typename Parts<Function>::template Parameter<I>;

}  // namespace

#define PARAMETERS_0(type)
#define PARAMETERS_1(type) Parameter<type, 0> a
#define PARAMETERS_2(type) PARAMETERS_1(type), Parameter<type, 1> b
#define PARAMETERS_3(type) PARAMETERS_2(type), Parameter<type, 2> c
#define PARAMETERS_4(type) PARAMETERS_3(type), Parameter<type, 3> d
#define PARAMETERS_5(type) PARAMETERS_4(type), Parameter<type, 4> e
#define PARAMETERS_6(type) PARAMETERS_5(type), Parameter<type, 5> f
#define PARAMETERS_7(type) PARAMETERS_6(type), Parameter<type, 6> g
#define ARGUMENTS_0
#define ARGUMENTS_1 a
#define ARGUMENTS_2 a, b
#define ARGUMENTS_3 a, b, c
#define ARGUMENTS_4 a, b, c, d
#define ARGUMENTS_5 a, b, c, d, e
#define ARGUMENTS_6 a, b, c, d, e, f
#define ARGUMENTS_7 a, b, c, d, e, f, g

// The attributes of the functions' types are of no use here.
#pragma GCC diagnostic ignored "-Wignored-attributes"

#define WRAP(count, name, type, failed, error, lost)                  \
  extern "C" ResultOf<type> __real_##name(PARAMETERS_##count(type));  \
  extern "C" ResultOf<type> __wrap_##name(PARAMETERS_##count(type)) { \
    const bool failing = fails(#name);                                \
    if (!failing || !(lost)) {                                        \
      const ResultOf<type> result = __real_##name(ARGUMENTS_##count); \
      if (!failing) return result;                                    \
    }                                                                 \
    errno = error;                                                    \
    return failed;                                                    \
  }
#define CALL(count, name, failed, error) WRAP(count, name, decltype(::name), failed, error, true)
#define MADE(count, name, failed, error) WRAP(count, name, decltype(::name), failed, error, false)
#define VARIADIC(count, name, type, failed, error) \
  using name##_type = type;                        \
  WRAP(count, name, name##_type, failed, error, true)

#include CALLS
