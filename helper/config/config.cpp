// SPDX-License-Identifier: Apache-2.0
#include "helper/config/config.h"

#include <cstddef>
#include <string>
#include <utility>

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

}  // namespace

Result<Config> load_config(const std::string& path) {
  const auto file = files::open_trusted(path, files::Readers::Anyone);
  if (!file) return tl::unexpected(file.error());
  const auto text = files::read_all(file->get(), path, kLargestFile);
  if (!text) return tl::unexpected(text.error());
  const auto document = read_toml(*text, path, Quoting::Allowed);
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

}  // namespace ozibus::config
