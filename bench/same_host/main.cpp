// SPDX-License-Identifier: Apache-2.0
// same_host SERVICE LOGINS FIRST COUNT: an application that lives on, as a display manager does. So many
// logins one after the other, of the users uFIRST and the COUNT - 1 after it by turns, each with pam_start
// and pam_end. It asks its person as "NUMBER? " and ends with one line of JSON.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>

#include <security/pam_appl.h>
#include <unistd.h>

#include "bench/driver/proc.h"

namespace {

int login = 0;

char* read_line() {
  char line[64];
  const ssize_t count = ::read(STDIN_FILENO, line, sizeof line);
  return count > 0 ? ::strndup(line, static_cast<std::size_t>(count) - 1) : nullptr;
}

int converse(int count, const pam_message** messages, pam_response** responses, void*) {
  auto* all = static_cast<pam_response*>(std::calloc(static_cast<std::size_t>(count), sizeof(pam_response)));
  for (int i = 0; i < count; ++i) {
    if (messages[i]->msg_style == PAM_TEXT_INFO || messages[i]->msg_style == PAM_ERROR_MSG) continue;
    const std::string question = "\n" + std::to_string(login) + "? ";
    (void)!::write(STDOUT_FILENO, question.data(), question.size());
    all[i].resp = read_line();
  }
  *responses = all;
  return PAM_SUCCESS;
}

bool log_in(const char* service, const std::string& user) {
  const pam_conv conversation{converse, nullptr};
  pam_handle_t* handle = nullptr;
  if (::pam_start(service, user.c_str(), &conversation, &handle) != PAM_SUCCESS) return false;
  const int result = ::pam_authenticate(handle, 0);
  if (result != PAM_SUCCESS) std::fprintf(stderr, "%s: %s\n", user.c_str(), ::pam_strerror(handle, result));
  return ::pam_end(handle, result) == PAM_SUCCESS && result == PAM_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ozibus::bench;
  if (argc != 5) return 2;
  const int logins = std::atoi(argv[2]);
  const int first = std::atoi(argv[3]);
  const int count = std::atoi(argv[4]);
  long early = 0;
  for (login = 1; login <= logins; ++login) {
    if (!log_in(argv[1], "u" + std::to_string(first + (login - 1) % count))) return 1;
    if (login == 1) early = memory_of(::getpid()).private_dirty_kib;
  }
  const long late = memory_of(::getpid()).private_dirty_kib;
  std::string left;
  for (const std::string& object : objects_of(::getpid())) {
    // Not by its folder, which is called pam_ozibus where the repository was cloned.
    if (object.substr(object.rfind('/') + 1).starts_with("pam_")) left += object + " ";
  }
  std::printf("\n{\"logins\": %d, \"growth_kib\": %ld, \"left_mapped\": \"%s\"}\n", logins, late - early,
              left.c_str());
  return 0;
}
