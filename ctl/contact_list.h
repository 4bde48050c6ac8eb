// SPDX-License-Identifier: Apache-2.0
// Contacts as JSON. Whole: who runs ozibusctl may read the map.
#pragma once

#include <string>
#include <vector>

#include "ctl/json.h"
#include "helper/contacts/contact.h"

namespace ozibus::ctl {

// [{"channel": "sms", "address": "+61400000001"}].
[[nodiscard]] inline Json contacts_as_json(const std::vector<contacts::Contact>& contacts) {
  Json list = Json::array();
  for (const contacts::Contact& contact : contacts)
    list.push_back(
        {{"channel", std::string(contacts::api_word(contact.channel()))}, {"address", contact.address()}});
  return list;
}

}  // namespace ozibus::ctl
