// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sshd.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <strings.h>
#include <unistd.h>

#include "ctl/check/program.h"

namespace ozibus::ctl::check {
namespace {

std::string last_line_of(const std::string& text) {
  std::istringstream lines(text);
  std::string last;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) last = line;
  }
  return last.substr(0, last.find_last_not_of("\r \t") + 1);
}

}  // namespace

Sshd::Sshd(std::string program, std::string folder)
    : program_(std::move(program)), folder_(std::move(folder)) {}

Sshd Sshd::of_this_machine() {
  std::string program;
  for (const char* path :
       {"/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/local/bin/sshd", "/usr/bin/sshd"}) {
    if (program.empty() && ::access(path, X_OK) == 0) program = path;
  }
  return {program, "/etc/ssh"};
}

Result<SshdSettings> Sshd::run(const std::vector<std::string>& options) const {
  std::vector<std::string> words = {program_, "-T"};
  words.insert(words.end(), options.begin(), options.end());
  const auto output = run_program(words);
  if (!output) return tl::unexpected(output.error());
  if (output->status != 0) {
    return failure(folder_ + "/sshd_config: " + last_line_of(output->text) + "; see: " + program_ + " -t");
  }
  return parse_sshd_settings(output->text);
}

Result<SshdSettings> Sshd::ask() const {
  return run({});
}

Result<SshdSettings> Sshd::ask_for(const std::string& user) const {
  // 203.0.113.0/24 is nobody's network, 192.0.2.0/24 neither (RFC 5737).
  return run({"-C", "user=" + user + ",host=client.invalid,addr=203.0.113.5,laddr=192.0.2.1,lport=22"});
}

std::string Sshd::place_of(const std::string& keyword) const {
  const auto lines = read_lines();
  const auto found = std::ranges::find_if(lines, [&keyword](const SshdLine& line) {
    return !line.is_conditional && ::strcasecmp(line.keyword.c_str(), keyword.c_str()) == 0;
  });
  return found == lines.end() ? folder_ + "/sshd_config" : found->place;
}

}  // namespace ozibus::ctl::check
