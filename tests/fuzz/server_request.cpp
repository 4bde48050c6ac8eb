// SPDX-License-Identifier: Apache-2.0
// Requests to ozibus-server: any body is one order, one check or an error that quotes nothing of it, and what
// the helper writes is read as it was meant.
#include <algorithm>
#include <string>

#include "helper/api/wire.h"
#include "helper/contacts/contact.h"
#include "server/wire.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace ozibus::fuzz {
namespace {

void require_recipient(const std::string& to, server::Channel channel) {
  require(server::channel_of(to) == channel, "an address is one of its channel");
  require(to.size() <= 254 && std::ranges::all_of(to, [](char c) { return c > ' ' && c <= '~' && c != '"'; }),
          "an address can't end a line or a text in which it stands");
}

// How many texts stand in a body that is good JSON.
std::size_t texts_in(std::string_view body) {
  std::size_t quotes = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '"') ++quotes;
    if (body[i] == '\\') ++i;
  }
  return quotes / 2;
}

void try_body(std::string_view body) {
  const auto order = server::read_send_body(body);
  const auto check = server::read_verify_body(body);
  require(!order || !check, "a body is an order or a check");
  require(!(order || check) || texts_in(body) == 4, "a body is two names with a text each, and none twice");
  if (order) require_recipient(order->to, order->channel);
  if (check) require_recipient(check->to, check->channel);
  // Of fixed words, so nothing of the body.
  if (!order) require_plain(order.error().reason, 72);
  if (!check) require_plain(check.error().reason, 72);
}

void try_what_the_helper_writes(std::string_view address, const Secret& code) {
  const auto contact = contacts::Contact::parse(address);
  if (!contact) return;
  const Secret order_body = api::order_body(*contact);
  const Secret check_body = api::verify_body(*contact, code);
  const auto order = server::read_send_body(order_body.reveal());
  const auto check = server::read_verify_body(check_body.reveal());
  require(order.has_value() == server::channel_of(contact->address()).has_value() &&
              check.has_value() == order.has_value(),
          "the server takes an address, or it does not");
  if (!order) return;
  require(order->to == contact->address() && check->to == contact->address(), "an address arrives as it was");
  require(server::name_of(order->channel) == contacts::api_word(contact->channel()), "a channel does");
  require(check->otp == code.reveal(), "a code does");
}

}  // namespace

// A body; or an address, and a code below it.
void run(std::string_view input) {
  try_body(input);
  Input lines(input);
  const std::string_view address = lines.line();
  const Secret code(lines.rest());
  const bool is_ascii = std::ranges::all_of(code.reveal(), [](char c) { return c >= ' ' && c <= '~'; });
  if (is_ascii) try_what_the_helper_writes(address, code);
}

}  // namespace ozibus::fuzz
