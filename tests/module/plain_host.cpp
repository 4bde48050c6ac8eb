// SPDX-License-Identifier: Apache-2.0
// plain_host FOLDER USER: a PAM application that keeps nothing of what is typed. It lets the other end of its
// standard input know by one byte when it asks ('?'), when pam_authenticate has succeeded ('+') or failed
// ('-'), and when pam_end is done ('.'), and then waits for a line.
#include <cstdlib>

#include <security/pam_appl.h>
#include <unistd.h>

namespace {

constexpr std::size_t kLongest = 64;

bool tell_and_wait(char what, char* line) {
  return ::write(STDIN_FILENO, &what, 1) == 1 && ::read(STDIN_FILENO, line, kLongest - 1) > 0;
}

// What comes goes into the memory that libpam is given, and nowhere else.
int converse(int count, const pam_message** messages, pam_response** responses, void*) {
  auto* response = static_cast<pam_response*>(std::calloc(1, sizeof(pam_response)));
  *responses = response;
  if (count != 1 || messages[0]->msg_style != PAM_PROMPT_ECHO_ON) return PAM_CONV_ERR;
  response->resp = static_cast<char*>(std::calloc(1, kLongest));
  return tell_and_wait('?', response->resp) ? PAM_SUCCESS : PAM_CONV_ERR;
}

}  // namespace

int main(int, char** arguments) {
  const pam_conv conversation{converse, nullptr};
  pam_handle_t* handle = nullptr;
  if (::pam_start_confdir("login", arguments[2], &conversation, arguments[1], &handle) != PAM_SUCCESS)
    return 1;
  const int result = ::pam_authenticate(handle, 0);
  char line[kLongest];
  const bool looked_at = tell_and_wait(result == PAM_SUCCESS ? '+' : '-', line);
  ::pam_end(handle, result);
  return looked_at && tell_and_wait('.', line) ? 0 : 1;
}
