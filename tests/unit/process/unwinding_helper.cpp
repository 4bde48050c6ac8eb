// SPDX-License-Identifier: Apache-2.0
// Linked as the helper is: what takes a stack down has to be in the process before the walls keep it out.
// libc would load it only when a thread is cancelled.
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

#include "helper/process/sandbox.h"

namespace {

[[noreturn]] void fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::exit(EXIT_FAILURE);
}

void catch_what_is_thrown() {
  try {
    throw std::runtime_error("within the walls");
  } catch (const std::exception&) {
    return;
  }
}

sem_t began;
bool taken_down = false;

struct TakenDown {
  ~TakenDown() { taken_down = true; }
};

void* wait_for_the_end(void*) {
  const TakenDown witness;
  ::sem_post(&began);
  sem_t never;
  ::sem_init(&never, 0, 0);
  ::sem_wait(&never);  // may be cancelled
  return nullptr;
}

void cancel_a_thread() {
  pthread_t thread{};
  ::sem_init(&began, 0, 0);
  if (::pthread_create(&thread, nullptr, wait_for_the_end, nullptr) != 0) fail("no thread");
  ::sem_wait(&began);
  void* result = nullptr;
  if (::pthread_cancel(thread) != 0 || ::pthread_join(thread, &result) != 0) fail("no end of the thread");
  if (result != PTHREAD_CANCELED) fail("the thread was not cancelled");
  if (!taken_down) fail("its stack was not taken down");
}

}  // namespace

int main() {
  const auto confinement = ozibus::process::enter_sandbox();
  if (!confinement) fail(confinement.error().reason.c_str());
  catch_what_is_thrown();
  cancel_a_thread();
  ::_exit(EXIT_SUCCESS);  // as the helper does
}
