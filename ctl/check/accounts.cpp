// SPDX-License-Identifier: Apache-2.0
#include "ctl/check/accounts.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string_view>

#include <pwd.h>

#include "helper/contacts/map_survey.h"
#include "helper/contacts/map_text.h"
#include "helper/files/trusted_file.h"

namespace ozibus::ctl::check {
namespace {

// What a distribution gives to accounts that nobody logs in to.
constexpr std::string_view kNoShells[] = {"false", "halt", "nologin", "shutdown", "sync"};

bool has_shell(const passwd& account) {
  const std::string_view shell = account.pw_shell;
  return std::ranges::find(kNoShells, shell.substr(shell.rfind('/') + 1)) == std::end(kNoShells);
}

}  // namespace

std::vector<std::string> accounts_with_shell(const std::string& passwd, std::size_t most) {
  std::vector<std::string> accounts;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(passwd.c_str(), "re"), std::fclose);
  for (std::size_t seen = 0; file && seen < most; ++seen) {
    const auto* account = ::fgetpwent(file.get());
    if (account == nullptr) break;
    if (account->pw_uid != 0 && has_shell(*account)) accounts.emplace_back(account->pw_name);
  }
  return accounts;
}

std::vector<std::string> without_line(std::vector<std::string> accounts, const std::string& path) {
  const auto file = files::open_trusted(path, files::Readers::Anyone);
  if (!file) return {};
  std::set<std::string> named;
  const auto visited =
      contacts::visit_map(file->get(), path, [&named](const contacts::SurveyedLine& line) -> Result<void> {
        named.insert(line.login);
        return {};
      });
  if (!visited || named.contains(std::string(contacts::kEveryone))) return {};
  std::erase_if(accounts, [&named](const std::string& account) { return named.contains(account); });
  return accounts;
}

}  // namespace ozibus::ctl::check
