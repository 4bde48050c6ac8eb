// SPDX-License-Identifier: Apache-2.0
#include "helper/config/config.h"

#include <cstddef>

#include "helper/config/keys.h"
#include "helper/config/reader.h"
#include "helper/files/trusted_file.h"

namespace ozibus::config {
namespace {

constexpr std::size_t kLargestFile = std::size_t{256} * 1024;

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
  return config;
}

}  // namespace ozibus::config
