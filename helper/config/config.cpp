// SPDX-License-Identifier: Apache-2.0
#include "helper/config/config.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>

#include "helper/config/apply.h"
#include "helper/config/reader.h"
#include "helper/files/trusted_file.h"

namespace ozibus::config {
namespace {

constexpr std::size_t kLargestFile = std::size_t{256} * 1024;
// Debian's bundle of all authorities has 220 KiB.
constexpr std::size_t kLargestBundle = std::size_t{1024} * 1024;

// Whoever can write the file decides which server is the service.
Result<std::string> read_certificates(const std::string& path) {
  const auto file = files::open_trusted(path, files::Readers::Anyone);
  if (!file) return tl::unexpected(file.error());
  auto text = files::read_all(file->get(), path, kLargestBundle);
  if (text && text->find("-----BEGIN ") == std::string::npos) {
    return failure(path + ": holds no certificate in PEM form; correct ca_file");
  }
  return text;
}

Result<Document> read_document(const std::string& path) {
  const auto file = files::open_trusted(path, files::Readers::Anyone);
  if (!file) return tl::unexpected(file.error());
  const auto text = files::read_all(file->get(), path, kLargestFile);
  if (!text) return tl::unexpected(text.error());
  return read_toml(*text, path, Quoting::Allowed);
}

std::size_t line_of(const Entry& entry, std::string_view item) {
  const auto* items = std::get_if<Value::List>(&entry.value.data);
  if (items == nullptr) return entry.at.line;
  const auto found = std::ranges::find_if(*items, [item](const Value& value) {
    const auto* text = std::get_if<std::string>(&value.data);
    return text != nullptr && *text == item;
  });
  return found == items->end() ? entry.at.line : found->at.line;
}

}  // namespace

Result<Config> load_config(const std::string& path) {
  const auto document = read_document(path);
  if (!document) return tl::unexpected(document.error());

  Config config;
  if (const auto applied = apply(*document, path, config); !applied) return tl::unexpected(applied.error());
  if (!config.api.ca_file.empty()) {
    auto certificates = read_certificates(config.api.ca_file);
    if (!certificates) return tl::unexpected(certificates.error());
    config.api.ca_certificates = std::move(*certificates);
  }
  return config;
}

std::string place_of(const std::string& path, std::string_view key, std::string_view item) {
  const auto document = read_document(path);
  if (!document) return path;
  for (const Section& section : document->sections) {
    const auto entry = std::ranges::find(section.entries, key, &Entry::key);
    if (entry != section.entries.end()) return path + ":" + std::to_string(line_of(*entry, item));
  }
  return path;
}

}  // namespace ozibus::config
