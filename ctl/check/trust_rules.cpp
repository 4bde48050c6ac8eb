// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/trust_rules.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>

namespace ozibus::ctl::check {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBundle = "ca-certificates.crt";
constexpr std::size_t kMostFiles = 5;

// The certificates of a PEM file, without the line ends, which may differ.
std::set<std::string> certificates_in(const std::string& path) {
  std::set<std::string> certificates;
  std::ifstream file(path);
  std::string certificate;
  bool is_within = false;
  for (std::string line; std::getline(file, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (line.starts_with("-----END ") && is_within) certificates.insert(std::move(certificate));
    if (line.starts_with("-----")) {
      is_within = line == "-----BEGIN CERTIFICATE-----" || line == "-----BEGIN TRUSTED CERTIFICATE-----";
      certificate.clear();
    } else if (is_within) {
      certificate += line;
    }
  }
  return certificates;
}

// "5ed36f99.0"
bool is_hash_link(std::string_view name) {
  constexpr std::size_t kDigits = 8;
  const auto is_hex = [](unsigned char c) { return std::isxdigit(c) != 0; };
  const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  return name.size() > kDigits + 1 && name[kDigits] == '.' &&
         std::ranges::all_of(name.substr(0, kDigits), is_hex) &&
         std::ranges::all_of(name.substr(kDigits + 1), is_digit);
}

// Where the links lead to whose certificates are not all among `known`.
std::set<std::string> strange_files(const std::string& folder, const std::set<std::string>& known) {
  std::set<std::string> strange;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (!is_hash_link(entry.path().filename().string())) continue;
    const auto file = fs::canonical(entry.path(), error);
    if (!error && !std::ranges::includes(known, certificates_in(file))) strange.insert(file);
  }
  return strange;
}

}  // namespace

Findings judge_hash_links(const std::string& folder) {
  const auto known = certificates_in(folder + "/" + kBundle);
  if (known.empty()) return {};
  const auto strange = strange_files(folder, known);
  if (strange.empty()) return {};
  std::ostringstream names;
  std::size_t count = 0;
  for (const std::string& name : strange) {
    if (count < kMostFiles) names << (count == 0 ? "" : ", ") << name;
    ++count;
  }
  if (count > kMostFiles) names << ", ...";
  return {{Gravity::Note, "strange-authority", folder,
           "who has the key of one of these certificates can be the service, as update-ca-certificates has "
           "not put "
           "them here: " +
               names.str(),
           "to see the links, which may be removed, run: find " + folder +
               " -name '*.0' -ls; or name ca_file or "
               "pinned_public_key"}};
}

}  // namespace ozibus::ctl::check
