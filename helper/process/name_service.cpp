// SPDX-License-Identifier: Apache-2.0
#include "helper/process/name_service.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include <dlfcn.h>

namespace ozibus::process {
namespace {

// From "hosts: mdns4_minimal [NOTFOUND=return] dns  # ..." what stands behind the colon, which may be
// missing. Of all such lines: libc goes by the last.
std::string host_services() {
  std::string services;
  std::ifstream configuration("/etc/nsswitch.conf");
  for (std::string line; std::getline(configuration, line);) {
    line.erase(std::min(line.find('#'), line.size()));
    std::ranges::replace(line, ':', ' ');
    std::istringstream words(line);
    std::string database;
    if (words >> database && database == "hosts")
      services += line.substr(line.find(database) + database.size());
  }
  return services;
}

// What stands in brackets are conditions.
void blank_out_conditions(std::string& services) {
  bool within = false;
  for (char& c : services) {
    const bool ends = c == ']';
    within = within || c == '[';
    if (within) c = ' ';
    within = within && !ends;
  }
}

}  // namespace

void load_name_services() {
  std::string services = host_services();
  blank_out_conditions(services);
  std::istringstream names(services);
  for (std::string name; names >> name;) {
    // Within libc itself since glibc 2.34.
    if (name == "files" || name == "dns") continue;
    // Never closed: libc finds it under this name.
    static_cast<void>(::dlopen(("libnss_" + name + ".so.2").c_str(), RTLD_NOW));
  }
}

}  // namespace ozibus::process
