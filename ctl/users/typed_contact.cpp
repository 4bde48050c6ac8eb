// SPDX-License-Identifier: Apache-2.0
#include "ctl/users/typed_contact.h"

#include "ctl/users/mobile_number.h"

namespace ozibus::ctl::users {
namespace {

using contacts::Contact;

Result<Contact> read_contact(const std::string& typed, const std::string& region) {
  const bool is_mail = typed.find('@') != std::string::npos;
  const Result<std::string> text = is_mail ? typed : read_mobile_number(typed, region);
  if (!text) return tl::unexpected(text.error());
  if (auto contact = Contact::parse(*text)) return std::move(*contact);
  return failure(typed + ": is no " + (is_mail ? "mail address" : "number that can be sent to") +
                 "; write one such as " + (is_mail ? "name@example.com" : "+61 400 000 001"));
}

}  // namespace

Result<std::vector<Contact>> read_contacts(const std::vector<std::string>& typed, const std::string& region) {
  std::vector<Contact> contacts;
  for (const std::string& text : typed) {
    auto contact = read_contact(text, region);
    if (!contact) return tl::unexpected(contact.error());
    contacts.push_back(std::move(*contact));
  }
  return contacts;
}

}  // namespace ozibus::ctl::users
