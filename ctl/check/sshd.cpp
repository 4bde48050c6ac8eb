// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/sshd.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <strings.h>
#include <unistd.h>

#include "ctl/check/program.h"
#include "ctl/check/remedy.h"

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

// "FILE: line N: what" or "FILE line N: what" as "FILE:N: what". Nothing when no line is of that kind.
std::string find_place(const std::string& complaint) {
  constexpr std::string_view kWord = " line ";
  std::istringstream lines(complaint);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t word = line.find(kWord);
    if (!line.starts_with('/') || word == std::string::npos) continue;
    const std::string file = line.substr(0, line[word - 1] == ':' ? word - 1 : word);
    return file + ":" + last_line_of(line.substr(word + kWord.size()));
  }
  return "";
}

bool is(const SshdLine& line, const std::string& keyword) {
  return ::strcasecmp(line.keyword.c_str(), keyword.c_str()) == 0;
}

// `told` is what `sshd -T` says.
bool is_in_force(const SshdLine& line, const std::string& told) {
  std::string text = "\n" + line.keyword;
  for (const std::string& word : line.words)
    text += " " + word;
  return ("\n" + told).find(text + "\n") != std::string::npos;
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

// What sshd wants can be satisfied when what it wants is on.
std::string Sshd::make_satisfiable() const {
  const auto lines = read_lines();
  std::string commands;
  for (const std::string keyword : {"KbdInteractiveAuthentication", "PubkeyAuthentication"}) {
    const auto found = std::ranges::find_if(
        lines, [&keyword](const SshdLine& line) { return !line.is_conditional() && is(line, keyword); });
    if (found == lines.end() || found->words != std::vector<std::string>{"no"}) continue;
    commands += (commands.empty() ? "" : " && ") + put_line(found->place, keyword + " yes");
  }
  if (!commands.empty()) return commands;
  return put_line(place_of("AuthenticationMethods"), "AuthenticationMethods publickey,keyboard-interactive");
}

Error Sshd::explain(const std::string& complaint) const {
  if (complaint.find("AuthenticationMethods cannot be satisfied") != std::string::npos) {
    return {place_of("AuthenticationMethods") + ": " + last_line_of(complaint) + "; " + kRun +
            and_reload_sshd(make_satisfiable())};
  }
  if (const std::string placed = find_place(complaint); !placed.empty())
    return {placed + "; correct the line, then run: sshd -t && systemctl reload ssh"};
  return {folder_ + "/sshd_config: " + last_line_of(complaint) + "; see all of it, run: " + program_ + " -t"};
}

Result<std::string> Sshd::tell(const std::vector<std::string>& options) const {
  std::vector<std::string> words = {program_, "-T"};
  words.insert(words.end(), options.begin(), options.end());
  auto output = run_program(words);
  if (!output) return tl::unexpected(output.error());
  if (output->status != 0) return tl::unexpected(explain(output->text));
  return std::move(output->text);
}

Result<std::string> Sshd::tell_for(const std::string& user) const {
  // 203.0.113.0/24 is nobody's network, 192.0.2.0/24 neither (RFC 5737).
  return tell({"-C", "user=" + user + ",host=client.invalid,addr=203.0.113.5,laddr=192.0.2.1,lport=22"});
}

Result<SshdSettings> Sshd::ask(const std::vector<std::string>& options) const {
  return tell(options).map(parse_sshd_settings);
}

Result<SshdSettings> Sshd::ask_for(const std::string& user) const {
  return tell_for(user).map(parse_sshd_settings);
}

std::string Sshd::place_of(const std::string& keyword) const {
  const auto lines = read_lines();
  const auto found = std::ranges::find_if(
      lines, [&keyword](const SshdLine& line) { return !line.is_conditional() && is(line, keyword); });
  return found == lines.end() ? folder_ + "/sshd_config" : found->place;
}

// Which blocks match is known to sshd alone, which does not tell.
std::string Sshd::place_for(const std::string& user, const std::string& keyword) const {
  const auto told = tell_for(user);
  const auto lines = read_lines();
  const auto found = std::ranges::find_if(lines, [&](const SshdLine& line) {
    return line.is_conditional() && is(line, keyword) && told && is_in_force(line, *told);
  });
  return found == lines.end() ? place_of(keyword) : found->place;
}

}  // namespace ozibus::ctl::check
