// SPDX-License-Identifier: Apache-2.0
#include "bench/driver/code_source.h"

#include <stdexcept>

#include <nlohmann/json.hpp>

namespace ozibus::bench {

CodeSource::CodeSource(const std::string& description)
    : kind_(description.substr(0, description.find(':'))), value_(description.substr(kind_.size() + 1)) {
  if (kind_ == "text") return;
  file_.open(value_);
  if (!file_) throw std::runtime_error(value_ + ": cannot be read");
}

std::string CodeSource::code_for(const std::string& recipient) {
  if (kind_ == "text") return value_;
  if (kind_ == "outbox") {
    read_outbox();
    const auto found = sent_.find(recipient);
    if (found == sent_.end()) throw std::runtime_error(value_ + ": no message to " + recipient);
    return found->second;
  }
  std::string line;
  if (!std::getline(file_, line)) throw std::runtime_error(value_ + ": has no code left");
  return line;
}

// Only whole lines: the server may be writing the last one.
void CodeSource::read_outbox() {
  file_.clear();
  for (;;) {
    const auto begin = file_.tellg();
    std::string line;
    if (!std::getline(file_, line) || file_.eof()) {
      file_.clear();
      file_.seekg(begin);
      return;
    }
    const auto message = nlohmann::json::parse(line);
    sent_[message.at("to").get<std::string>()] = message.at("code").get<std::string>();
  }
}

}  // namespace ozibus::bench
