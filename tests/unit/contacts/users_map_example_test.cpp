// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <gtest/gtest.h>

#include "tests/unit/contacts/map_file.h"

namespace ozibus::contacts {
namespace {

std::size_t contacts_of(std::string_view login) {
  const base::UniqueFd fd(::open(OZIBUS_CONF_FOLDER "/users.map.example", O_RDONLY | O_CLOEXEC));
  const auto contacts = find_contacts(fd.get(), "users.map.example", login);
  if (!contacts) ADD_FAILURE() << contacts.error().reason;
  return contacts ? contacts->size() : 0;
}

TEST(UsersMapExample, can_be_used_as_it_is) {
  EXPECT_EQ(contacts_of("alice"), 2U);
  EXPECT_EQ(contacts_of("bob"), 1U);
  EXPECT_EQ(contacts_of("carol"), 1U);
}

}  // namespace
}  // namespace ozibus::contacts
