// SPDX-License-Identifier: Apache-2.0
#include "helper/api/http_failure.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

#include <openssl/x509_vfy.h>

#include "base/errno_text.h"
#include "helper/api/name_files.h"

namespace ozibus::api {
namespace {

std::string in_words(std::chrono::milliseconds span) {
  if (span.count() % 1000 == 0) return std::to_string(span.count() / 1000) + "s";
  return std::to_string(span.count()) + "ms";
}

// How connect(2) says that the other side, or the way to it, is not there.
bool is_of_the_network(int error) noexcept {
  constexpr std::array kErrors = {ECONNREFUSED, ECONNRESET,  ECONNABORTED, ETIMEDOUT,    EHOSTUNREACH,
                                  EHOSTDOWN,    ENETUNREACH, ENETDOWN,     EADDRNOTAVAIL};
  return std::find(kErrors.begin(), kErrors.end(), error) != kErrors.end();
}

bool is_tls_failure(CURLcode code) noexcept {
  constexpr std::array kCodes = {CURLE_SSL_CONNECT_ERROR,        CURLE_PEER_FAILED_VERIFICATION,
                                 CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_CACERT_BADFILE,
                                 CURLE_SSL_CERTPROBLEM,          CURLE_SSL_CIPHER,
                                 CURLE_SSL_INVALIDCERTSTATUS,    CURLE_SSL_ISSUER_ERROR};
  return std::find(kCodes.begin(), kCodes.end(), code) != kCodes.end();
}

std::string curl_text(const FailedTransfer& failed) {
  return failed.text.empty() ? ::curl_easy_strerror(failed.code) : failed.text;
}

std::string timeout_text(const FailedTransfer& failed) {
  return failed.connected ? "no answer within " + in_words(failed.total_limit)
                          : "no connection within " + in_words(failed.connect_limit);
}

std::string tls_text(const FailedTransfer& failed, const Settings& settings) {
  const std::string trust =
      settings.ca_file.empty() ? "ca_file, the certificates in " OZIBUS_CA_DIRECTORY : settings.ca_file;
  if (failed.code == CURLE_SSL_PINNEDPUBKEYNOTMATCH)
    return "the server's public key is not pinned_public_key";
  if (failed.code == CURLE_SSL_CACERT_BADFILE) return "no certificate can be read from " + trust;
  if (failed.code != CURLE_PEER_FAILED_VERIFICATION)
    return "TLS failed (" + curl_text(failed) + "); 1.2 or later is needed";
  // libcurl compares the names itself, before it asks for OpenSSL's verdict.
  if (failed.tls_verdict == X509_V_OK || failed.tls_verdict == X509_V_ERR_UNSPECIFIED)
    return "certificate is for another host (" + curl_text(failed) + "); check base_urls";
  return std::string("certificate not trusted (") + ::X509_verify_cert_error_string(failed.tls_verdict) +
         "); check " + trust + " and the clock";
}

}  // namespace

HttpFailure explain(const FailedTransfer& failed, const Settings& settings) {
  if (failed.code == CURLE_OPERATION_TIMEDOUT) return {FailureKind::Timeout, timeout_text(failed)};
  if (is_tls_failure(failed.code)) return {FailureKind::Tls, tls_text(failed, settings)};
  if (failed.code == CURLE_COULDNT_RESOLVE_HOST) {
    const auto unreadable = unreadable_name_file();
    return {FailureKind::Network, unreadable ? "name not found: " + *unreadable : "name not found"};
  }
  if (failed.code == CURLE_COULDNT_RESOLVE_PROXY)
    return {FailureKind::Network, "the proxy's name was not found"};
  if (failed.code == CURLE_COULDNT_CONNECT && failed.os_error != 0) {
    return {FailureKind::Network, std::string("cannot connect: ") + base::errno_text(failed.os_error)};
  }
  return {FailureKind::Network, curl_text(failed)};
}

Ending ending_of(CURLcode code) noexcept {
  // The last two end a request that must not be written twice; see Exchange.
  constexpr std::array kQuiet = {
      CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
      CURLE_OPERATION_TIMEDOUT,   CURLE_GOT_NOTHING,           CURLE_SEND_ERROR,
      CURLE_RECV_ERROR,           CURLE_SEND_FAIL_REWIND,      CURLE_ABORTED_BY_CALLBACK};
  if (code == CURLE_SSL_CONNECT_ERROR) return Ending::Handshake;
  return std::find(kQuiet.begin(), kQuiet.end(), code) != kQuiet.end() ? Ending::Quiet : Ending::Other;
}

bool is_doubtful(const FailedTransfer& failed, const Settings& settings) {
  if (failed.code == CURLE_COULDNT_CONNECT) return !is_of_the_network(failed.os_error);
  if (failed.code == CURLE_COULDNT_RESOLVE_HOST || failed.code == CURLE_COULDNT_RESOLVE_PROXY) {
    return std::string_view(failed.text).find("thread") != std::string_view::npos ||
           unreadable_name_file().has_value();
  }
  return failed.code == CURLE_OPERATION_TIMEDOUT &&
         (failed.total_limit < settings.request_timeout || failed.stood_still);
}

}  // namespace ozibus::api
