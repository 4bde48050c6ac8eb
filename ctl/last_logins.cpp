// SPDX-License-Identifier: Apache-2.0
#include "ctl/last_logins.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <pwd.h>
#include <unistd.h>

#include "ctl/check/program.h"
#include "ctl/console.h"
#include "ctl/log_fields.h"
#include "ctl/when.h"
#include "helper/process/rights.h"

namespace ozibus::ctl {
namespace {

constexpr const char* kJournalctl = "/usr/bin/journalctl";
constexpr std::size_t kMostLogins = 10;

// Everybody may write to the journal under the helper's name, but not as its users.
std::vector<std::string> question() {
  std::vector<std::string> words = {kJournalctl,
                                    "--quiet",
                                    "--no-pager",
                                    "--output=json",
                                    "--reverse",
                                    "--lines=1000",
                                    "--output-fields=MESSAGE,SYSLOG_IDENTIFIER",
                                    "SYSLOG_IDENTIFIER=ozibus-helper",
                                    "_UID=0"};
  if (const passwd* own = ::getpwnam(process::kOwnUser))
    words.push_back("_UID=" + std::to_string(own->pw_uid));
  return words;
}

// A field that is no text is an array of bytes.
std::string text_in(const Json& entry, const char* key) {
  const auto field = entry.find(key);
  return field != entry.end() && field->is_string() ? field->get<std::string>() : "";
}

std::optional<std::chrono::seconds> read_time(const std::string& digits) {
  std::chrono::microseconds::rep count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (error != std::errc{} || digits.empty()) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(std::chrono::microseconds(count));
}

std::optional<PastLogin> login_of(std::string_view line) {
  const Json entry = Json::parse(line, nullptr, false);
  if (!entry.is_object()) return std::nullopt;
  const auto at = read_time(text_in(entry, "__REALTIME_TIMESTAMP"));
  auto fields = read_fields(text_in(entry, "MESSAGE"));
  if (!at || !fields.contains("result")) return std::nullopt;
  return PastLogin{
      *at, fields["result"], fields["user"], fields["service"], fields["rhost"], fields["reason"]};
}

}  // namespace

std::vector<PastLogin> read_journal(std::string_view text, const std::string& user) {
  std::vector<PastLogin> logins;
  while (!text.empty() && logins.size() < kMostLogins) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    auto login = login_of(text.substr(0, end));
    if (login && (user.empty() || login->user == user)) logins.push_back(std::move(*login));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return logins;
}

Result<std::vector<PastLogin>> find_last_logins(const std::string& user) {
  if (::access(kJournalctl, X_OK) != 0) {
    return failure(std::string("there is no ") + kJournalctl + "; look where syslog writes authpriv");
  }
  const auto output = check::run_program(question());
  if (!output) return tl::unexpected(output.error());
  if (output->status != 0) {
    return failure(std::string(kJournalctl) + ": " + output->text.substr(0, output->text.find('\n')));
  }
  return read_journal(output->text, user);
}

Result<void> print_logins(const Result<std::vector<PastLogin>>& logins) {
  if (!logins) return print_line("last logins: not known: " + logins.error().reason);
  if (logins->empty()) return print_line("last logins: none in the journal");
  if (auto printed = print_line("last logins:"); !printed) return printed;
  for (const PastLogin& login : *logins) {
    const std::string from = login.rhost.empty() ? "" : " from " + login.rhost;
    const std::string why = login.reason.empty() ? "" : ": " + login.reason;
    if (auto printed = print_line("  " + local_time(login.at) + "  " + login.user + " by " + login.service +
                                  from + ": " + login.result + why);
        !printed)
      return printed;
  }
  return {};
}

Json logins_as_json(const Result<std::vector<PastLogin>>& logins) {
  if (!logins) return nullptr;
  Json list = Json::array();
  for (const PastLogin& login : *logins) {
    list.push_back({{"at", utc_time(login.at)},
                    {"result", login.result},
                    {"user", login.user},
                    {"service", login.service},
                    {"rhost", login.rhost.empty() ? Json(nullptr) : Json(login.rhost)},
                    {"reason", login.reason.empty() ? Json(nullptr) : Json(login.reason)}});
  }
  return list;
}

}  // namespace ozibus::ctl
