// SPDX-License-Identifier: Apache-2.0
// Which addresses the configuration may name. Stricter than any HTTP library: what two readers of a
// URL could understand differently is refused.
#pragma once

#include <string>

namespace ozibus::config {

// https://HOST[:PORT][/PATH], or http:// when HOST is [::1] or in 127.0.0.0/8. Slashes at its end are
// taken off.
[[nodiscard]] bool accept_base_url(std::string& url);

// Empty, or http://, https:// or socks5h:// with HOST:PORT and nothing behind it.
[[nodiscard]] bool accept_proxy(std::string& url);

}  // namespace ozibus::config
