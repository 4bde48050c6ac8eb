// SPDX-License-Identifier: Apache-2.0
// What no server of a test can be made to do at the right moment; the rest is in http_silence_test.cpp.
#include "helper/api/silence.h"

#include <string_view>

#include <gtest/gtest.h>

namespace ozibus::api {
namespace {

constexpr std::string_view kServerHello("\x16\x03\x03\x00\x7a", 5);
constexpr std::string_view kFatalAlert("\x02\x74", 2);    // certificate_required
constexpr std::string_view kWarningAlert("\x01\x00", 2);  // close_notify

class ServiceSilence : public testing::Test {
 protected:
  ServiceSilence() { exchange_.begin("body", Repeat::Allowed); }

  [[nodiscard]] bool after(Ending ending, Statuses statuses = {}) const {
    return nobody_answered(ending, statuses, exchange_);
  }

  Exchange exchange_;
};

TEST_F(ServiceSilence, is_what_is_known_for_it_and_nothing_else) {
  EXPECT_TRUE(after(Ending::Quiet));
  EXPECT_TRUE(after(Ending::Handshake));
  EXPECT_FALSE(after(Ending::Other));
}

TEST_F(ServiceSilence, ends_with_a_status_line) {
  EXPECT_FALSE(after(Ending::Quiet, {.answer = 200}));
  EXPECT_FALSE(after(Ending::Quiet, {.answer = 100}));
}

TEST_F(ServiceSilence, ends_with_a_line_that_is_no_status) {
  exchange_.note_line();
  EXPECT_FALSE(after(Ending::Quiet));
}

TEST_F(ServiceSilence, ends_with_a_proxys_refusal_and_not_with_its_tunnel) {
  exchange_.note_line();
  for (const long refusal : {100L, 199L, 300L, 302L, 403L, 407L, 502L})
    EXPECT_FALSE(after(Ending::Quiet, {.tunnel = refusal})) << refusal;
  for (const long tunnel : {200L, 299L})
    EXPECT_TRUE(after(Ending::Quiet, {.tunnel = tunnel})) << tunnel;
  EXPECT_FALSE(after(Ending::Quiet, {.answer = 200, .tunnel = 200}));
}

TEST_F(ServiceSilence, ends_in_a_handshake_with_the_first_bytes) {
  exchange_.note_tls(kServerHello);
  EXPECT_FALSE(after(Ending::Handshake));
  EXPECT_FALSE(after(Ending::Quiet)) << "as when the time is over";
}

TEST_F(ServiceSilence, does_not_end_with_a_handshake_that_succeeded) {
  exchange_.note_tls(kServerHello);
  exchange_.note_head_written();
  exchange_.note_tls(kServerHello);
  exchange_.note_tls(kWarningAlert);
  EXPECT_TRUE(after(Ending::Quiet));
}

TEST_F(ServiceSilence, ends_in_the_handshake_of_a_second_connection_too) {
  exchange_.note_head_written();
  exchange_.note_tls(kServerHello);
  EXPECT_FALSE(after(Ending::Handshake));
}

TEST_F(ServiceSilence, ends_with_a_fatal_alert_at_any_time) {
  exchange_.note_head_written();
  exchange_.note_tls(kFatalAlert);
  EXPECT_FALSE(after(Ending::Quiet));
}

}  // namespace
}  // namespace ozibus::api
