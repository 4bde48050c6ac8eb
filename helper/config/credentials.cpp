// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/wipe.h"
#include "helper/config/config.h"
#include "helper/config/reader.h"
#include "helper/files/trusted_file.h"

namespace ozibus::config {
namespace {

constexpr std::size_t kLargestCredentials = std::size_t{64} * 1024;
constexpr std::size_t kLongestValue = 4096;
constexpr char kRule[] = " must be 1 to 4096 printable ASCII characters without blanks";
constexpr std::string_view kPlaceholder = "YOUR_";  // conf/credentials.example

// Every value becomes an HTTP header: a blank or a control byte could forge another one.
bool is_header_value(std::string_view text) {
  return !text.empty() && text.size() <= kLongestValue &&
         std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

// One key of the file, and its entry when it is there.
struct Field {
  std::string_view name;
  const Entry* entry = nullptr;

  [[nodiscard]] const std::string& text() const { return std::get<std::string>(entry->value.data); }
};

struct Fields {
  std::array<Field, 4> all = {Field{"merchant_id"}, Field{"api_key"}, Field{"bearer_token"},
                              Field{"bearer_token_file"}};
  [[nodiscard]] const Field& merchant_id() const { return all[0]; }
  [[nodiscard]] const Field& api_key() const { return all[1]; }
  [[nodiscard]] const Field& bearer_token() const { return all[2]; }
  [[nodiscard]] const Field& bearer_token_file() const { return all[3]; }
};

// A key that is not known is not repeated either: it may be a secret that was written in its place.
Result<Fields> sort_out(const Document& document, const std::string& path) {
  if (!document.sections.empty()) {
    return failure(place(path, document.sections.front().at) +
                   "there are no sections in this file; remove it");
  }
  Fields fields;
  for (const Entry& entry : document.entries) {
    const auto field = std::ranges::find(fields.all, entry.key, &Field::name);
    if (field == fields.all.end()) {
      return failure(place(path, entry.at) +
                     "unknown key; write merchant_id, api_key, bearer_token or bearer_token_file");
    }
    if (!std::holds_alternative<std::string>(entry.value.data)) {
      return failure(
          place(path, entry.value.at).append(field->name).append(" must be a text; write it in quotes"));
    }
    field->entry = &entry;
  }
  return fields;
}

Result<void> check_required(const Field& field, const std::string& path) {
  if (field.entry != nullptr) return {};
  return failure(
      std::string(path + ": ").append(field.name).append(" is missing; write ").append(field.name) +
      " = \"...\"");
}

Result<void> check_header_value(const Field& field, const std::string& path) {
  if (field.entry == nullptr || is_header_value(field.text())) return {};
  return failure(place(path, field.entry->value.at).append(field.name).append(kRule) + "; copy it anew");
}

Result<void> check(const Fields& fields, const std::string& path) {
  for (const Field& field : {fields.merchant_id(), fields.api_key()}) {
    if (auto checked = check_required(field, path); !checked) return checked;
  }
  for (const Field& field : {fields.merchant_id(), fields.api_key(), fields.bearer_token()}) {
    if (auto checked = check_header_value(field, path); !checked) return checked;
  }
  const Field& file = fields.bearer_token_file();
  if (file.entry == nullptr) return {};
  if (fields.bearer_token().entry != nullptr) {
    return failure(place(path, file.entry->at) + "bearer_token and bearer_token_file are both set; keep one");
  }
  if (!file.text().starts_with('/')) {
    return failure(place(path, file.entry->value.at) +
                   "bearer_token_file must be a path that begins with '/'; write one");
  }
  return {};
}

// Sent to the service, these would come back as wrong credentials, and nobody would see why.
Result<void> check_filled_in(const Fields& fields, const std::string& path) {
  for (const Field& field : {fields.merchant_id(), fields.api_key(), fields.bearer_token()}) {
    if (field.entry == nullptr || !field.text().starts_with(kPlaceholder)) continue;
    return failure(place(path, field.entry->value.at)
                       .append(field.name)
                       .append(" is still that of the example; write the one of your account"));
  }
  return {};
}

Result<Secret> read_token(const std::string& path) {
  const auto file = files::open_trusted(path, files::Readers::OwnerOnly);
  if (!file) return tl::unexpected(file.error());
  auto text = files::read_all(file->get(), path, kLargestCredentials);
  if (!text) return tl::unexpected(text.error());
  const std::string_view token = std::string_view(*text).substr(0, text->find_last_not_of(" \t\r\n") + 1);
  auto secret = is_header_value(token) ? Result<Secret>(Secret(token))
                                       : failure(path + ": the token" + kRule + "; write it anew");
  base::wipe(*text);
  return secret;
}

struct Bearer {
  Secret secret;
  std::string place;
};

Result<Bearer> choose_bearer(const Fields& fields, const std::string& path) {
  if (const Field& file = fields.bearer_token_file(); file.entry != nullptr) {
    return read_token(file.text()).map([&file](Secret secret) {
      return Bearer{std::move(secret), file.text() + ":1"};
    });
  }
  const Field& field = fields.bearer_token().entry != nullptr ? fields.bearer_token() : fields.api_key();
  return Bearer{Secret(field.text()), path + ":" + std::to_string(field.entry->at.line)};
}

Result<api::Credentials> make_credentials(const Document& document, const std::string& path) {
  const auto fields = sort_out(document, path);
  if (!fields) return tl::unexpected(fields.error());
  if (const auto checked = check(*fields, path); !checked) return tl::unexpected(checked.error());
  if (const auto filled = check_filled_in(*fields, path); !filled) return tl::unexpected(filled.error());
  auto bearer = choose_bearer(*fields, path);
  if (!bearer) return tl::unexpected(bearer.error());
  return api::Credentials{fields->merchant_id().text(), Secret(fields->api_key().text()),
                          std::move(bearer->secret), std::move(bearer->place)};
}

void wipe_texts(Document& document) {
  for (Entry& entry : document.entries) {
    if (auto* text = std::get_if<std::string>(&entry.value.data)) base::wipe(*text);
  }
}

}  // namespace

Result<api::Credentials> load_credentials(const std::string& path) {
  const auto file = files::open_trusted(path, files::Readers::OwnerOnly);
  if (!file) return tl::unexpected(file.error());
  auto text = files::read_all(file->get(), path, kLargestCredentials);
  if (!text) return tl::unexpected(text.error());
  auto document = read_toml(*text, path, Quoting::Forbidden);
  base::wipe(*text);
  if (!document) return tl::unexpected(document.error());
  auto credentials = make_credentials(*document, path);
  wipe_texts(*document);
  return credentials;
}

}  // namespace ozibus::config
