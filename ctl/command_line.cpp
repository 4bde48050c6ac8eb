// SPDX-License-Identifier: Apache-2.0
// All of CLI11 is here: its header takes longer to compile than the commands do.
#include "ctl/command_line.h"

#include <algorithm>
#include <map>
#include <string>

#include <CLI/CLI.hpp>

#include "ctl/console.h"
#include "ctl/span.h"

namespace ozibus::ctl {
namespace {

const std::map<std::string, change::FirstFactor> kFactors = {{"key", change::FirstFactor::Key},
                                                             {"password", change::FirstFactor::Password}};

CLI::App& add_command(CLI::App& program, CommandLine& line, const char* name, const char* purpose,
                      Task task) {
  CLI::App* command = program.add_subcommand(name, purpose);
  command->callback([&line, task] { line.task = task; });
  return *command;
}

CLI::App& add_user_command(CLI::App& program, CommandLine& line, const char* name, const char* purpose,
                           Task task) {
  CLI::App& command = add_command(program, line, name, purpose, task);
  command.add_option("USER", line.typed.user, "The login")->required()->type_name("");
  return command;
}

void take_json(CLI::App& command, CommandLine& line) {
  command.add_flag_callback(
      "--json", [&line] { line.typed.format = Format::Objects; }, "Print JSON");
}

void add_check(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, line, "check", "Say what logins meet, and what is wrong with the set-up",
      [](const Arguments& typed) { return run_check(typed.config, typed.by, typed.scope, typed.format); });
  command.add_flag_callback(
      "--online", [&line] { line.typed.scope = Scope::MachineAndService; }, "Ask the service, too");
  take_json(command, line);
}

void take_enabling(CLI::App& command, CommandLine& line) {
  command.add_flag_callback(
      "--untested", [&line] { line.typed.enabling.proof = Proof::Untested; },
      "Without an administrator who has passed ozibusctl test within a day");
  const auto take_span = [&line](const std::string& text) {
    const auto span = parse_revert_span(text);
    if (!span) throw CLI::ValidationError("--revert-after", "write " + std::string(kRevertSpans));
    line.typed.enabling.revert_after = *span;
  };
  command
      .add_option_function<std::string>("--revert-after", take_span,
                                        "1s to 1h: when everything is put back that is not confirmed")
      ->type_name("TIME")
      ->default_str("5m");
}

template <change::Service kService>
Result<void> run_enable(const Site& site, const Arguments& typed) {
  Enabling wish = typed.enabling;
  wish.service = kService;
  wish.config = typed.config;
  return enable(site, wish);
}

void add_enable(CLI::App& program, CommandLine& line) {
  CLI::App* group =
      program.add_subcommand("enable", "Have a service ask for a code; goes back if not confirmed");
  group->require_subcommand(1);
  CLI::App& sshd =
      add_command(*group, line, "sshd", "Logins by ssh", SiteTask(run_enable<change::Service::Sshd>));
  const auto take_factor = [&line](const std::string& text) {
    const auto factor = kFactors.find(text);
    if (factor == kFactors.end()) throw CLI::ValidationError("--first-factor", "write key or password");
    line.typed.enabling.factor = factor->second;
  };
  sshd.add_option_function<std::string>("--first-factor", take_factor,
                                        "What comes before the code: key or password")
      ->type_name("FACTOR")
      ->default_str("key");
  take_enabling(sshd, line);
  CLI::App& sudo =
      add_command(*group, line, "sudo", "sudo and sudo -i", SiteTask(run_enable<change::Service::Sudo>));
  take_enabling(sudo, line);
}

void add_disable(CLI::App& program, CommandLine& line) {
  CLI::App* group = program.add_subcommand("disable", "Have a service ask for no code any more");
  group->require_subcommand(1);
  add_command(*group, line, "sshd", "Logins by ssh",
              [](const Arguments& typed) { return disable(change::Service::Sshd, typed.by); });
  add_command(*group, line, "sudo", "sudo and sudo -i",
              [](const Arguments& typed) { return disable(change::Service::Sudo, typed.by); });
}

void add_confirm(CLI::App& program, CommandLine& line) {
  add_command(program, line, "confirm", "Keep what enable has changed; from a new login",
              [](const Site& site, const Arguments&) { return confirm_change(site); });
}

void add_revert(CLI::App& program, CommandLine& line) {
  CLI::App& command =
      add_command(program, line, "revert", "Put back at once what enable has changed",
                  [](const Arguments& typed) { return revert_change(typed.which, typed.by); });
  command.add_flag_callback(
      "--overdue", [&line] { line.typed.which = change::Which::Overdue; },
      "Only when its time is over, or when enable was interrupted");
}

void add_explain(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_user_command(
      program, line, "explain", "Say what a login would meet, and why", PlainTask([](const Arguments& typed) {
        return explain_login(typed.config, {typed.user, typed.service, typed.rhost}, typed.format);
      }));
  command.add_option("--service", line.typed.service, "The PAM service")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_option("--rhost", line.typed.rhost, "The client's address")->type_name("ADDRESS");
  take_json(command, line);
}

void add_test(CLI::App& program, CommandLine& line) {
  add_user_command(program, line, "test", "Log a user in on this terminal, as services do",
                   [](const Site& site, const Arguments& typed) { return run_test(site, typed.user); });
}

void add_status(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_command(
      program, line, "status",
      "Show what is counted and remembered of a user, or of all, and the last logins",
      [](const Site& site, const Arguments& typed) { return show_status(site, typed.user, typed.format); });
  command.add_option("USER", line.typed.user, "The login")->type_name("");
  take_json(command, line);
}

void add_bypass(CLI::App& program, CommandLine& line) {
  CLI::App& command = add_user_command(
      program, line, "bypass", "Ask a user for no code for some time",
      [](const Site& site, const Arguments& typed) { return set_bypass(site, typed.user, typed.span); });
  const auto take_span = [&line](const std::string& text) {
    const auto span = parse_bypass_span(text);
    if (!span) throw CLI::ValidationError("TIME", "write " + std::string(kBypassSpans));
    line.typed.span = *span;
  };
  command.add_option_function<std::string>("TIME", take_span, "1s to 7d, such as 30m; 0s ends a bypass")
      ->required()
      ->type_name("");
}

void add_unlock(CLI::App& program, CommandLine& line) {
  add_user_command(program, line, "unlock", "Forget the rejected and the sent codes of a user",
                   [](const Site& site, const Arguments& typed) { return unlock(site, typed.user); });
}

void add_forget(CLI::App& program, CommandLine& line) {
  add_user_command(program, line, "forget", "Ask a user for codes again at the addresses that are remembered",
                   [](const Site& site, const Arguments& typed) { return forget(site, typed.user); });
}

void add_recovery_create(CLI::App& recovery, CommandLine& line) {
  CLI::App& command = add_user_command(recovery, line, "create", "Make new codes in place of those there are",
                                       [](const Site& site, const Arguments& typed) {
                                         return create_recovery_codes(site, typed.user, typed.count);
                                       });
  command.add_option("--count", line.typed.count, "How many, 1 to 10")
      ->check(CLI::Range(std::size_t{1}, ledger::kMostRecoveryCodes).description(""))
      ->type_name("N")
      ->capture_default_str();
}

void add_recovery_list(CLI::App& recovery, CommandLine& line) {
  CLI::App& command =
      add_user_command(recovery, line, "list", "Say how many codes a user has left; never the codes",
                       [](const Site& site, const Arguments& typed) {
                         return list_recovery_codes(site, typed.user, typed.format);
                       });
  take_json(command, line);
}

void add_recovery_revoke(CLI::App& recovery, CommandLine& line) {
  add_user_command(
      recovery, line, "revoke", "Make all codes of a user void",
      [](const Site& site, const Arguments& typed) { return revoke_recovery_codes(site, typed.user); });
}

void add_recovery(CLI::App& program, CommandLine& line) {
  CLI::App* recovery =
      program.add_subcommand("recovery", "Codes for when a phone is lost or the service is down");
  recovery->require_subcommand(1);
  add_recovery_create(*recovery, line);
  add_recovery_list(*recovery, line);
  add_recovery_revoke(*recovery, line);
}

void add_user_set(CLI::App& user, CommandLine& line) {
  CLI::App& command = add_user_command(user, line, "set", "Write a user's contacts into the map",
                                       [](const Site& site, const Arguments& typed) {
                                         return set_user(site, typed.user, typed.contacts, typed.region);
                                       });
  command
      .add_option("CONTACT", line.typed.contacts, "Mobile numbers and mail addresses, the preferred first")
      ->required()
      ->type_name("");
  command.add_option("--region", line.typed.region, "Of numbers without a country code, such as AU")
      ->type_name("REGION");
}

void add_user(CLI::App& program, CommandLine& line) {
  CLI::App* user = program.add_subcommand("user", "The map: where codes are sent to");
  user->require_subcommand(1);
  take_json(
      add_command(*user, line, "list", "Show every line of the map",
                  [](const Site& site, const Arguments& typed) { return list_users(site, typed.format); }),
      line);
  take_json(add_user_command(*user, line, "show", "Show what the map has for a user",
                             [](const Site& site, const Arguments& typed) {
                               return show_user(site, typed.user, typed.format);
                             }),
            line);
  add_user_set(*user, line);
  add_user_command(*user, line, "remove", "Take a user's line out of the map",
                   [](const Site& site, const Arguments& typed) { return remove_user(site, typed.user); });
}

// The command that was typed, or the group of commands of which none was.
const CLI::App& last_typed(const CLI::App& program) {
  const CLI::App* last = &program;
  while (!last->get_subcommands().empty())
    last = last->get_subcommands().front();
  return *last;
}

// "write sshd or sudo".
std::string choice_of(const CLI::App& group) {
  std::string text = "write ";
  const auto words = group.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* word : words)
    text += (word == words.front() ? "" : word == words.back() ? " or " : ", ") + word->get_name();
  return text;
}

// CLI11 does not say which word it did not understand.
std::string missing_word(const CLI::App& program, const CLI::App& group) {
  const bool is_of_services = group.get_name() == "enable" || group.get_name() == "disable";
  const std::string kind = is_of_services ? "service" : "command";
  const auto typed = program.remaining(true);
  const auto word =
      std::ranges::find_if(typed, [](const std::string& text) { return !text.starts_with('-'); });
  if (word != typed.end()) return *word + ": no such " + kind + "; " + choice_of(group);
  return group.get_name() + ": the " + kind + " is missing; " + choice_of(group);
}

std::string complaint(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App& last = last_typed(program);
  const bool is_group = last.get_require_subcommand_min() > 0;
  return is_group ? missing_word(program, last) : error.what();
}

}  // namespace

tl::expected<CommandLine, int> read_command_line(int argc, char** argv) {
  CommandLine line;
  CLI::App program("Looks after the second factor of a machine's users.", "ozibusctl");
  program.set_version_flag("--version", "ozibusctl " OZIBUS_VERSION);
  program.set_help_all_flag("--help-all", "Print this help message for all commands and exit");
  program.add_option("--config", line.typed.config, "The configuration file")
      ->type_name("PATH")
      ->capture_default_str();
  program.require_subcommand(1)->fallthrough();
  for (const auto add : {add_check, add_explain, add_test, add_enable, add_disable, add_confirm, add_revert,
                         add_status, add_bypass, add_unlock, add_forget, add_recovery, add_user})
    add(program, line);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return tl::unexpected(program.exit(error));
    complain(complaint(program, error) + "; see ozibusctl --help-all");
    return tl::unexpected(kExitUsage);
  }
  return line;
}

}  // namespace ozibus::ctl
