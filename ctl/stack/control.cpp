// SPDX-License-Identifier: Apache-2.0
#include "ctl/stack/control.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>
#include <string>

namespace ozibus::ctl::stack {
namespace {

using Kind = Action::Kind;

struct Token {
  std::string_view name;
  int result;
};

constexpr Token kResults[] = {
    {"success", PAM_SUCCESS},
    {"open_err", PAM_OPEN_ERR},
    {"symbol_err", PAM_SYMBOL_ERR},
    {"service_err", PAM_SERVICE_ERR},
    {"system_err", PAM_SYSTEM_ERR},
    {"buf_err", PAM_BUF_ERR},
    {"perm_denied", PAM_PERM_DENIED},
    {"auth_err", PAM_AUTH_ERR},
    {"cred_insufficient", PAM_CRED_INSUFFICIENT},
    {"authinfo_unavail", PAM_AUTHINFO_UNAVAIL},
    {"user_unknown", PAM_USER_UNKNOWN},
    {"maxtries", PAM_MAXTRIES},
    {"new_authtok_reqd", PAM_NEW_AUTHTOK_REQD},
    {"acct_expired", PAM_ACCT_EXPIRED},
    {"session_err", PAM_SESSION_ERR},
    {"cred_unavail", PAM_CRED_UNAVAIL},
    {"cred_expired", PAM_CRED_EXPIRED},
    {"cred_err", PAM_CRED_ERR},
    {"no_module_data", PAM_NO_MODULE_DATA},
    {"conv_err", PAM_CONV_ERR},
    {"authtok_err", PAM_AUTHTOK_ERR},
    {"authtok_recover_err", PAM_AUTHTOK_RECOVERY_ERR},
    {"authtok_lock_busy", PAM_AUTHTOK_LOCK_BUSY},
    {"authtok_disable_aging", PAM_AUTHTOK_DISABLE_AGING},
    {"try_again", PAM_TRY_AGAIN},
    {"ignore", PAM_IGNORE},
    {"abort", PAM_ABORT},
    {"authtok_expired", PAM_AUTHTOK_EXPIRED},
    {"module_unknown", PAM_MODULE_UNKNOWN},
    {"bad_item", PAM_BAD_ITEM},
    {"conv_again", PAM_CONV_AGAIN},
    {"incomplete", PAM_INCOMPLETE},
};

// The words are short for these (pam.conf(5)).
std::string_view spelled_out(std::string_view word) {
  if (word == "required") return "[success=ok new_authtok_reqd=ok ignore=ignore default=bad]";
  if (word == "requisite") return "[success=ok new_authtok_reqd=ok ignore=ignore default=die]";
  if (word == "sufficient") return "[success=done new_authtok_reqd=done default=ignore]";
  if (word == "optional") return "[success=ok new_authtok_reqd=ok default=ignore]";
  return word;
}

std::optional<Action> action_of(std::string_view word) {
  if (word == "ignore") return Action{Kind::Ignore};
  if (word == "bad") return Action{Kind::Bad};
  if (word == "die") return Action{Kind::Die};
  if (word == "ok") return Action{Kind::Ok};
  if (word == "done") return Action{Kind::Done};
  if (word == "reset") return Action{Kind::Reset};
  int jump = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), jump);
  if (error != std::errc() || end != word.data() + word.size() || jump < 1) return std::nullopt;
  return Action{Kind::Jump, jump};
}

tl::unexpected<Error> not_understood(std::string_view text) {
  return failure("the control \"" + std::string(text) + "\" is not understood; see pam.conf(5)");
}

}  // namespace

Result<Control> Control::parse(std::string_view text) {
  const std::string_view full = spelled_out(text);
  if (full.size() < 2 || full.front() != '[' || full.back() != ']') return not_understood(text);
  std::array<std::optional<Action>, _PAM_RETURN_VALUES> given{};
  std::optional<Action> others;
  std::istringstream pairs{std::string(full.substr(1, full.size() - 2))};
  for (std::string pair; pairs >> pair;) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string::npos) return not_understood(text);
    const auto action = action_of(std::string_view(pair).substr(equals + 1));
    const std::string name = pair.substr(0, equals);
    const auto* known = std::ranges::find(kResults, name, &Token::name);
    if (!action || (name != "default" && known == std::end(kResults))) return not_understood(text);
    if (name == "default") {
      others = action;
    } else {
      given.at(static_cast<std::size_t>(known->result)) = action;
    }
  }
  Control control;
  for (std::size_t result = 0; result < given.size(); ++result)
    control.actions_.at(result) = given.at(result).value_or(others.value_or(Action{Kind::Bad}));
  return control;
}

Action Control::of(int result) const {
  const auto index = static_cast<std::size_t>(result);
  return result >= 0 && index < actions_.size() ? actions_.at(index) : Action{Kind::Bad};
}

}  // namespace ozibus::ctl::stack
