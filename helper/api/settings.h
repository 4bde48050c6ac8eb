// SPDX-License-Identifier: Apache-2.0
// The configuration's [api] section and the credentials file, as this room wants them.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "helper/secret.h"

namespace ozibus::api {

struct Settings {
  std::vector<std::string> base_urls = {"https://api.ozibus.com/v1", "https://api.ozibus.com.au/v1"};
  std::string credentials_file = "/etc/ozibus/credentials";
  std::string send_endpoint = "send";                // or "get_otp"
  std::chrono::milliseconds connect_timeout{5000};   // name look-up, TCP and TLS
  std::chrono::milliseconds request_timeout{10000};  // one request as a whole, connecting included
  std::string ca_file;                               // PEM; the system's hashed directory when empty
  std::string ca_certificates;    // what ca_file holds: read when it was judged, not by its name again
  std::string pinned_public_key;  // "sha256//BASE64"
  std::string proxy;              // never taken from the environment
};

struct Credentials {
  std::string merchant_id;
  Secret api_key;
  Secret bearer;               // bearer_token, the contents of bearer_token_file, or else the API key
  std::string bearer_place{};  // "FILE:LINE", for messages
};

}  // namespace ozibus::api
