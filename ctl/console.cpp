// SPDX-License-Identifier: Apache-2.0
#include "ctl/console.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string_view>
#include <utility>

#include <unistd.h>

#include "base/errno_text.h"
#include "base/write_all.h"

namespace ozibus::ctl {
namespace {

// Names and paths come from outside.
std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

tl::unexpected<Error> output_failure() {
  return failure(std::string("standard output: ") + base::errno_text(errno) +
                 "; give it a terminal, a pipe or a file that can be written");
}

}  // namespace

Result<void> print_line(std::string text) {
  if (!base::write_all(STDOUT_FILENO, printable(std::move(text)) + "\n")) return output_failure();
  return {};
}

Result<void> show(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return (c < ' ' || c > '~') && c != '\n'; }, '?');
  if (!base::write_all(STDOUT_FILENO, text)) return output_failure();
  return {};
}

Result<void> confirm(std::string text) {
  if (const auto printed = print_line(std::move(text)); !printed) {
    return failure(printed.error().reason + "; the change itself is made");
  }
  return {};
}

Result<void> print_secret(const Secret& secret) {
  if (!base::write_all(STDOUT_FILENO, secret.reveal()) || !base::write_all(STDOUT_FILENO, "\n"))
    return output_failure();
  return {};
}

void note(std::string text) {
  // Nobody can be told that this failed.
  (void)base::write_all(STDERR_FILENO, printable(std::move(text)) + "\n");
}

void warn(const std::string& text) {
  note("ozibusctl: warning: " + text);
}

void complain(const std::string& text) {
  note("ozibusctl: " + text);
}

}  // namespace ozibus::ctl
