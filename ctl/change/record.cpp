// SPDX-License-Identifier: Apache-2.0
#include "ctl/change/record.h"

#include <cstddef>
#include <sstream>

#include <unistd.h>

namespace ozibus::ctl::change {
namespace {

const char* word_of(Reader reader) {
  switch (reader) {
    case Reader::Pam:
      return "pam";
    case Reader::Sshd:
      return "sshd";
  }
  return "pam";
}

std::string head_of(const Change& change) {
  std::string text = "service " + change.service + "\ndue " + to_text(change.due) + "\n";
  for (const Step& step : change.steps)
    text += std::string(word_of(step.reader)) + " " + step.path + "\n";
  return text;
}

std::string file_of_step(const std::string& folder, std::size_t index, const char* which) {
  return folder + "/" + std::to_string(index) + which;
}

// False for a line that is none of ours.
bool take_line(const std::string& line, Change& change) {
  const std::size_t blank = line.find(' ');
  if (blank == std::string::npos) return false;
  const std::string word = line.substr(0, blank);
  const std::string rest = line.substr(blank + 1);
  if (word == "service") {
    change.service = rest;
    return true;
  }
  if (word == "due") {
    const auto due = parse_moment(rest);
    if (due) change.due = *due;
    return due.has_value();
  }
  for (const Reader reader : {Reader::Pam, Reader::Sshd}) {
    if (word == word_of(reader)) {
      change.steps.push_back({reader, rest, {}, {}});
      return true;
    }
  }
  return false;
}

Result<Change> parse_head(const std::string& path, const std::string& text) {
  Change change;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!take_line(line, change)) return failure(path + ": has a line that is not understood: " + line);
  }
  if (change.service.empty() || change.steps.empty()) return failure(path + ": is not complete");
  return change;
}

}  // namespace

Result<void> write_record(const std::string& folder, const Change& change) {
  for (std::size_t i = 0; i < change.steps.size(); ++i) {
    const Step& step = change.steps[i];
    if (auto done = write_file(file_of_step(folder, i, ".before"), step.before); !done) return done;
    if (auto done = write_file(file_of_step(folder, i, ".after"), step.after); !done) return done;
  }
  return write_file(folder + "/change", File{head_of(change), 0600, ::geteuid(), ::getegid(), {}});
}

Result<Change> read_record(const std::string& folder) {
  const std::string path = folder + "/change";
  const auto head = read_file(path);
  if (!head) return tl::unexpected(head.error());
  if (!*head) return failure(path + ": is missing; see what is in " + folder + ", and remove it");
  auto change = parse_head(path, (*head)->bytes);
  if (!change) return change;
  for (std::size_t i = 0; i < change->steps.size(); ++i) {
    auto before = read_file(file_of_step(folder, i, ".before"));
    auto after = read_file(file_of_step(folder, i, ".after"));
    if (!before) return tl::unexpected(before.error());
    if (!after) return tl::unexpected(after.error());
    change->steps[i].before = std::move(*before);
    change->steps[i].after = std::move(*after);
  }
  return change;
}

}  // namespace ozibus::ctl::change
