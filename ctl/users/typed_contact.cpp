// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/typed_contact.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "ctl/users/mobile_number.h"

namespace ozibus::ctl::users {
namespace {

using contacts::Contact;

Result<Contact> read_contact(const std::string& typed, const std::string& region) {
  if (typed.empty()) return failure("a contact is empty; write a number such as '+61 400 000 001' in quotes");
  if (typed.find(',') != std::string::npos)
    return failure(typed + ": has a comma; write contacts as separate words, without it");
  const bool is_mail = typed.find('@') != std::string::npos;
  const Result<std::string> text = is_mail ? typed : read_mobile_number(typed, region);
  if (!text) return tl::unexpected(text.error());
  if (auto contact = Contact::parse(*text)) return std::move(*contact);
  return failure(typed + ": is no " + (is_mail ? "mail address" : "number that can be sent to") +
                 "; write one such as " + (is_mail ? "name@example.com" : "+61 400 000 001"));
}

// The words at the beginning that may be one number, +61 400 000 001, which the shell has taken apart.
std::string joined_number(std::span<const std::string> words) {
  constexpr std::ptrdiff_t kMostDigits = 15;  // ITU-T E.164
  std::string number;
  for (const std::string& word : words) {
    const bool goes_on = looks_like_number(word) && (number.empty() || !word.starts_with('+'));
    if (!goes_on) break;
    number += (number.empty() ? "" : " ") + word;
  }
  const auto digits = std::ranges::count_if(number, [](char c) { return c >= '0' && c <= '9'; });
  return digits <= kMostDigits ? number : "";
}

}  // namespace

Result<std::vector<Contact>> read_contacts(const std::vector<std::string>& typed, const std::string& region) {
  std::vector<Contact> contacts;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    auto contact = read_contact(typed[i], region);
    if (!contact) {
      const std::string number = joined_number(std::span(typed).subspan(i));
      if (number.empty() || number == typed[i]) return tl::unexpected(contact.error());
      return failure(number + ": is more than one word; put the number in quotes: '" + number + "'");
    }
    if (std::ranges::find(contacts, *contact) != contacts.end())
      return failure(typed[i] + ": is there twice; write each contact once");
    contacts.push_back(std::move(*contact));
  }
  return contacts;
}

}  // namespace ozibus::ctl::users
