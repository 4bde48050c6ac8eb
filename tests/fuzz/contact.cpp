// SPDX-License-Identifier: Apache-2.0
// What is read as a contact is one and nothing more, and its mask shows no more of it than it may.
#include <algorithm>
#include <string>

#include "helper/contacts/contact.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

using contacts::Channel;
using contacts::Contact;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void require_number(const std::string& address, std::string_view text) {
  const std::string_view digits = std::string_view(address).substr(1);
  require(address.front() == '+' && std::ranges::all_of(digits, is_digit), "a number is '+' and digits");
  require(digits.size() >= 8 && digits.size() <= 15 && digits.front() != '0', "a number is one of E.164");
  std::string written;
  std::ranges::copy_if(text, std::back_inserter(written), is_digit);
  require(written == digits, "a number has the digits that were written, in their order");
}

void require_mail(const std::string& address, std::string_view text) {
  require(address == text && address.size() <= 254, "a mail address is the text itself");
  require(std::ranges::count(address, '@') == 1, "a mail address has one '@'");
  require(std::ranges::all_of(address, [](char c) { return c > ' ' && c <= '~'; }) &&
              address.find_first_of("\"(),:;<>[]\\") == std::string::npos,
          "a mail address has nothing that could end it in a header");
}

void require_mask(const Contact& contact) {
  const std::string& address = contact.address();
  const bool is_number = contact.channel() == Channel::Sms;
  const std::string wanted = is_number ? address.substr(0, 3) + "*****" + address.substr(address.size() - 3)
                                       : address.substr(0, 1) + "*****" + address.substr(address.find('@'));
  require(contact.masked() == wanted, "a mask shows five digits, or a letter and the domain");
}

}  // namespace

void run(std::string_view input) {
  const auto contact = Contact::parse(input);
  if (!contact) return;
  switch (contact->channel()) {
    case Channel::Sms:
      require_number(contact->address(), input);
      break;
    case Channel::Mail:
      require_mail(contact->address(), input);
      break;
  }
  require_mask(*contact);
  require(Contact::parse(contact->address()) == contact, "a contact's address is read as the same contact");
}

}  // namespace ozibus::fuzz
