// SPDX-License-Identifier: Apache-2.0
#include "helper/contacts/map_line.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ozibus::contacts {
namespace {

constexpr std::size_t kMostContacts = 8;
constexpr std::string_view kPlaceholder = "{user}";
constexpr char kAdvice[] = "; write a number such as +61400000001 or an address such as name@example.com";

// A tab is a blank; everything else below the space is refused. Bytes beyond ASCII are left to the
// parser of contacts, and welcome in comments.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::size_t skip_blanks(std::string_view text, std::size_t from) {
  return std::min(text.find_first_not_of(kBlanks, from), text.size());
}

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

// Nothing when a brace is left that belongs to no {user}: a misspelt one would pass as a mail address.
std::optional<std::string> expand(std::string_view item, std::string_view login) {
  std::string expanded;
  for (;;) {
    const std::size_t found = item.find(kPlaceholder);
    const std::string_view plain = item.substr(0, found);
    if (plain.find_first_of("{}") != std::string_view::npos) return std::nullopt;
    expanded.append(plain);
    if (found == std::string_view::npos) return expanded;
    expanded.append(login);
    item.remove_prefix(found + kPlaceholder.size());
  }
}

// The contact number `ordinal` of a line, or what is wrong with it.
Result<Contact> parse_item(std::string_view item, std::string_view login, std::size_t ordinal) {
  const std::string name = "contact " + std::to_string(ordinal);
  if (item.empty()) return failure(name + " is empty; write one contact between two commas");
  const auto expanded = expand(item, login);
  if (!expanded) return failure(name + " has braces that are not {user}; write {user} for the login");
  if (auto contact = Contact::parse(*expanded)) return std::move(*contact);
  if (item.find(kPlaceholder) == std::string_view::npos) {
    return failure(name + " is neither a telephone number nor a mail address" + kAdvice);
  }
  return failure(
      name + " makes no telephone number or mail address of this login; give the login a line of its own");
}

// `line` ends where its comment began; its contacts are looked for from `from` on.
Result<std::vector<Contact>> parse_items(std::string_view line, std::size_t from, std::string_view login,
                                         const Place& place) {
  std::vector<Contact> contacts;
  for (;;) {
    const std::size_t comma = std::min(line.find(',', from), line.size());
    const std::size_t begin = std::min(skip_blanks(line, from), comma);
    const std::string_view item = without_blanks_behind(line.substr(begin, comma - begin));
    if (contacts.size() == kMostContacts) {
      return failure(place.at(begin + 1) + "more than " + std::to_string(kMostContacts) +
                     " contacts; keep those that are used");
    }
    auto contact = parse_item(item, login, contacts.size() + 1);
    if (!contact) return failure(place.at(begin + 1) + contact.error().reason);
    contacts.push_back(std::move(*contact));
    if (comma == line.size()) return contacts;
    from = comma + 1;
  }
}

}  // namespace

bool is_named(std::string_view line, std::string_view login) noexcept {
  while (!line.empty() && is_blank(line.front()))
    line.remove_prefix(1);
  if (!line.starts_with(login)) return false;
  line.remove_prefix(login.size());
  return line.empty() || line.front() == ':' || is_blank(line.front());
}

std::string_view without_comment(std::string_view line) noexcept {
  for (std::size_t hash = line.find('#'); hash != std::string_view::npos; hash = line.find('#', hash + 1)) {
    if (hash == 0 || is_blank(line[hash - 1])) return line.substr(0, hash);
  }
  return line;
}

std::string Place::at(std::size_t column) const {
  return path + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
}

Result<std::vector<Contact>> parse_map_line(std::string_view line, std::string_view login,
                                            const Place& place) {
  if (line.size() > kLongestLine) {
    return failure(place.at(kLongestLine + 1) + "the line is longer than " + std::to_string(kLongestLine) +
                   " bytes; shorten it");
  }
  const auto control = std::ranges::find_if(line, is_control);
  if (control != line.end()) {
    return failure(place.at(static_cast<std::size_t>(control - line.begin()) + 1) +
                   "there is a control character in the line; remove it");
  }
  line = without_comment(line);
  const std::size_t name_end = line.find_first_of(": \t", skip_blanks(line, 0));
  const std::size_t colon = skip_blanks(line, name_end);
  if (colon == line.size() || line[colon] != ':') {
    return failure(place.at(colon + 1) + "there is no ':' after the login; write LOGIN: CONTACT, CONTACT");
  }
  const std::size_t first = skip_blanks(line, colon + 1);
  if (first == line.size()) {
    return failure(place.at(first + 1) + "there is no contact after the ':'" + kAdvice);
  }
  return parse_items(line, first, login, place);
}

}  // namespace ozibus::contacts
