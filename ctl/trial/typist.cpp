// SPDX-License-Identifier: Apache-2.0
#include "ctl/trial/typist.h"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/wipe.h"
#include "helper/login/answer.h"

namespace ozibus::ctl::trial {
namespace {

// Nothing that is typed is shown but the end of the line. A signal that ends us has to wait, or the terminal
// would stay so.
class Silence {
 public:
  Silence() {
    sigset_t ending;
    ::sigemptyset(&ending);
    for (const int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP})
      ::sigaddset(&ending, signal);
    ::sigprocmask(SIG_BLOCK, &ending, &signals_);
    is_terminal_ = ::tcgetattr(STDIN_FILENO, &terminal_) == 0;
    termios silent = terminal_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    silent.c_lflag |= static_cast<tcflag_t>(ECHONL);
    if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  ~Silence() {
    if (is_terminal_) ::tcsetattr(STDIN_FILENO, TCSANOW, &terminal_);
    ::sigprocmask(SIG_SETMASK, &signals_, nullptr);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  sigset_t signals_{};
  termios terminal_{};
  bool is_terminal_ = false;
};

// One by one: what follows the line is the next answer, or another program's.
std::optional<std::string_view> read_line(std::span<char> buffer) {
  std::size_t size = 0;
  while (size < buffer.size()) {
    const ssize_t count = ::read(STDIN_FILENO, &buffer[size], 1);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    if (buffer[size] == '\n') return std::string_view(buffer.data(), size);
    ++size;
  }
  return std::nullopt;
}

bool is_code(std::string_view line) {
  const login::Answer answer = login::parse_answer(line);
  return std::holds_alternative<login::Code>(answer) || std::holds_alternative<login::RecoveryCode>(answer);
}

}  // namespace

int Typist::converse(int count, const pam_message** messages, pam_response** responses,
                     void* typist) noexcept {
  if (count != 1) return PAM_CONV_ERR;
  auto* response = static_cast<pam_response*>(std::calloc(1, sizeof(pam_response)));
  if (response == nullptr) return PAM_BUF_ERR;
  const int result = static_cast<Typist*>(typist)->answer(*messages[0], *response);
  if (result == PAM_SUCCESS) {
    *responses = response;
  } else {
    std::free(response);
  }
  return result;
}

int Typist::answer(const pam_message& message, pam_response& response) {
  const bool is_question =
      message.msg_style == PAM_PROMPT_ECHO_ON || message.msg_style == PAM_PROMPT_ECHO_OFF;
  // Before the question, which somebody may answer at once.
  std::optional<Silence> silence;
  if (message.msg_style == PAM_PROMPT_ECHO_OFF) silence.emplace();
  if (!show_(std::string(message.msg) + (is_question ? "" : "\n"))) return PAM_CONV_ERR;
  if (!is_question) return PAM_SUCCESS;
  base::WipedArray<PAM_MAX_RESP_SIZE> buffer;
  const auto line = read_line(buffer.span());
  // Ctrl-D: there is no answer, which is not the same as an empty one.
  typed_code_ = line && is_code(*line);
  if (!line) return PAM_SUCCESS;
  response.resp = ::strndup(line->data(), line->size());
  return response.resp == nullptr ? PAM_BUF_ERR : PAM_SUCCESS;
}

}  // namespace ozibus::ctl::trial
