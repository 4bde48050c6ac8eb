// SPDX-License-Identifier: Apache-2.0
#include "ctl/explain/typed_visit.h"

#include <filesystem>
#include <system_error>

#include "ctl/check/services.h"
#include "helper/text/network.h"

namespace ozibus::ctl::explain {
namespace {

const std::string kFolder = std::string(check::kStacks) + "/";

bool has_file(const std::string& service) {
  std::error_code error;
  return std::filesystem::exists(kFolder + service, error);
}

}  // namespace

Result<void> require_service(const std::string& service) {
  if (has_file(service) || has_file("other")) return {};
  return failure(kFolder + service + ": there is no such service; write the name of a file of that folder");
}

std::vector<std::string> doubts_about(const ledger::Visit& visit) {
  std::vector<std::string> doubts;
  if (!has_file(visit.service)) {
    doubts.push_back(kFolder + visit.service + ": there is no such file, so PAM goes by " + kFolder +
                     "other");
  }
  if (!visit.rhost.empty() && !text::Address::parse(visit.rhost)) {
    doubts.push_back(visit.rhost + ": is no address, and so in no network of exempt_networks");
  }
  return doubts;
}

}  // namespace ozibus::ctl::explain
