// SPDX-License-Identifier: Apache-2.0
#include "helper/api/http_session.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <poll.h>

#include <curl/curl.h>

#include "helper/api/curl_handles.h"
#include "helper/api/exchange.h"
#include "helper/api/http_failure.h"
#include "helper/api/openssl_start.h"
#include "helper/api/silence.h"

namespace ozibus::api {
namespace {

constexpr curl_off_t kLongestRetryAfter = 24 * 60 * 60;
using Clock = std::chrono::steady_clock;
constexpr int kLongestWaitMs = 500;
// A turn of waiting that took so much longer was not ours: somebody has frozen us.
constexpr std::chrono::milliseconds kStandstill{1500};

Exchange& exchange_of(void* user) noexcept {
  return *static_cast<Exchange*>(user);
}

size_t hand_over_body(char* out, size_t size, size_t count, void* user) noexcept {
  return exchange_of(user).hand_over({out, size * count}).value_or(CURL_READFUNC_ABORT);
}

int rewind_body(void* user, curl_off_t offset, int origin) noexcept {
  const bool to_beginning = offset == 0 && origin == SEEK_SET;
  return to_beginning && exchange_of(user).rewind() ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL;
}

size_t take_header(char* bytes, size_t size, size_t count, void* user) noexcept {
  return exchange_of(user).take_header({bytes, size * count}) ? size * count : 0;
}

size_t take_answer(char* bytes, size_t size, size_t count, void* user) noexcept {
  return exchange_of(user).take_answer({bytes, size * count}) ? size * count : 0;
}

int watch(CURL*, curl_infotype type, char* bytes, size_t size, void* user) noexcept {
  const std::string_view text(bytes, size);
  if (type == CURLINFO_DATA_IN) exchange_of(user).count_raw_answer(size);
  if (type == CURLINFO_HEADER_IN) exchange_of(user).note_line();
  if (type == CURLINFO_SSL_DATA_IN) exchange_of(user).note_tls(text);
  // A proxy is asked for its tunnel by a head of its own.
  if (type == CURLINFO_HEADER_OUT && !text.starts_with("CONNECT ")) exchange_of(user).note_head_written();
  return 0;
}

bool is_readable_or_gone(int fd) noexcept {
  pollfd waiting{fd, POLLIN, 0};
  return fd >= 0 && ::poll(&waiting, 1, 0) > 0;
}

const char* text_or_null(const std::string& text) noexcept {
  return text.empty() ? nullptr : text.c_str();
}

}  // namespace

class HttpSession::Transfer {
 public:
  Transfer(const Settings& settings, const Credentials& credentials, int cancel_fd);
  HttpResult post(const HttpRequest& request);

 private:
  enum class End { Done, Cancelled, Broken };

  // libcurl reads its variable arguments as long, curl_off_t or a pointer; anything else is a mistake.
  template <typename T>
  void set(CURLoption option, T value) noexcept {
    static_assert(std::is_same_v<T, long> || std::is_same_v<T, curl_off_t> || std::is_pointer_v<T>);
    good_ = good_ && ::curl_easy_setopt(easy_.get(), option, value) == CURLE_OK;
  }
  template <typename T>
  [[nodiscard]] T get(CURLINFO info) const noexcept {
    T value{};
    ::curl_easy_getinfo(easy_.get(), info, &value);
    return value;
  }

  void set_transport();
  void set_trust();
  void set_callbacks();
  [[nodiscard]] HeaderList headers() const;
  [[nodiscard]] bool prepare_connection(const std::string& url);
  HttpResult perform();
  [[nodiscard]] End run();
  [[nodiscard]] CURLcode result() const;

  [[nodiscard]] HttpResult answer() const;
  // From this side, or by what somebody answered.
  [[nodiscard]] HttpResult failed(FailureKind kind, std::string text) const;
  [[nodiscard]] HttpFailure failure(CURLcode code) const;

  const Settings& settings_;
  const Credentials& credentials_;
  const int cancel_fd_;
  // Above libcurl's own, which may look at them until it is gone.
  Exchange exchange_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  CurlLibrary library_;
  Multi multi_;
  Easy easy_;
  bool good_;           // every option was taken; without all of them no request is made
  std::string origin_;  // what the kept connection leads to
  curl_socket_t idle_socket_ = CURL_SOCKET_BAD;  // of the kept connection
  std::chrono::milliseconds connect_limit_{};
  std::chrono::milliseconds total_limit_{};
  bool stood_still_ = false;  // this process, for longer than waiting takes
};

HttpSession::HttpSession(const Settings& settings, const Credentials& credentials, int cancel_fd)
    : transfer_(std::make_unique<Transfer>(settings, credentials, cancel_fd)) {}

HttpSession::~HttpSession() = default;

HttpResult HttpSession::post(const HttpRequest& request) {
  return transfer_->post(request);
}

HttpSession::Transfer::Transfer(const Settings& settings, const Credentials& credentials, int cancel_fd)
    : settings_(settings),
      credentials_(credentials),
      cancel_fd_(cancel_fd),
      easy_(library_.good() ? ::curl_easy_init() : nullptr),
      good_(easy_ != nullptr) {
  set_transport();
  set_trust();
  set_callbacks();
}

void HttpSession::Transfer::set_transport() {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a name look-up that hangs must not be waited for
  set(CURLOPT_POST, 1L);
  set(CURLOPT_USERAGENT, "pam_ozibus/" OZIBUS_VERSION);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_HTTP09_ALLOWED, 0L);
  set(CURLOPT_PROTOCOLS_STR, "https,http");  // http only for loopback, which the configuration sees to
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_COOKIEFILE, "");  // cookies are kept, in memory
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // Set even when it is empty, as CURLOPT_PROXY is for each request: libcurl would look into the environment.
  set(CURLOPT_NOPROXY, "");
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // the proxy sees no key
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

// One source of trust, never both; the system's bundle would be parsed anew at each login.
void HttpSession::Transfer::set_trust() {
  const bool system_store = settings_.ca_file.empty();
  const char* directory = system_store ? OZIBUS_CA_DIRECTORY : nullptr;
  set(CURLOPT_CAINFO, static_cast<const char*>(nullptr));
  set(CURLOPT_CAPATH, directory);
  set(CURLOPT_PROXY_CAINFO, static_cast<const char*>(nullptr));
  set(CURLOPT_PROXY_CAPATH, directory);
  if (!system_store) {
    std::string certificates = settings_.ca_certificates;
    const curl_blob blob{certificates.data(), certificates.size(), CURL_BLOB_COPY};
    good_ = good_ && !certificates.empty();
    set(CURLOPT_CAINFO_BLOB, &blob);
    set(CURLOPT_PROXY_CAINFO_BLOB, &blob);
  }
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
  set(CURLOPT_PROXY_SSL_VERIFYHOST, 2L);
  set(CURLOPT_PINNEDPUBLICKEY, text_or_null(settings_.pinned_public_key));
}

void HttpSession::Transfer::set_callbacks() {
  void* exchange = &exchange_;
  set(CURLOPT_READFUNCTION, &hand_over_body);
  set(CURLOPT_READDATA, exchange);
  set(CURLOPT_SEEKFUNCTION, &rewind_body);
  set(CURLOPT_SEEKDATA, exchange);
  set(CURLOPT_HEADERFUNCTION, &take_header);
  set(CURLOPT_HEADERDATA, exchange);
  set(CURLOPT_WRITEFUNCTION, &take_answer);
  set(CURLOPT_WRITEDATA, exchange);
  set(CURLOPT_DEBUGFUNCTION, &watch);
  set(CURLOPT_DEBUGDATA, exchange);
  set(CURLOPT_VERBOSE, 1L);  // or the function before is not called
  set(CURLOPT_ERRORBUFFER, error_text_.data());
}

HeaderList HttpSession::Transfer::headers() const {
  HeaderList list(::curl_slist_append(nullptr, "Expect:"));  // never ask leave for a body this small
  if (list) append_header(list, "Content-Type", "application/json");
  if (list) append_header(list, "Merchant-Id", credentials_.merchant_id);
  if (list) append_header(list, "API-Key", credentials_.api_key.reveal());
  if (list) {
    std::string bearer = "Bearer ";
    bearer.append(credentials_.bearer.reveal());
    append_header(list, "Authorization", bearer);
    base::wipe(bearer);
  }
  return list;
}

HttpResult HttpSession::Transfer::post(const HttpRequest& request) {
  total_limit_ = std::min(settings_.request_timeout, request.deadline.remaining());
  connect_limit_ = std::min(settings_.connect_timeout, total_limit_);
  // Zero would mean "no limit" to libcurl.
  if (total_limit_ <= std::chrono::milliseconds::zero()) return failed(FailureKind::Timeout, "no time left");

  const HeaderList list = headers();
  error_text_[0] = '\0';
  exchange_.begin(request.body.reveal(), request.repeat);
  set(CURLOPT_URL, request.url.c_str());
  // Plain HTTP is for this machine alone. A proxy would read the key and could answer for the service.
  set(CURLOPT_PROXY, request.url.starts_with("https://") ? settings_.proxy.c_str() : "");
  set(CURLOPT_HTTPHEADER, list.get());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.reveal().size()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(total_limit_.count()));
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect_limit_.count()));

  HttpResult outcome = list && good_ && prepare_connection(request.url)
                           ? perform()
                           : failed(FailureKind::Network, "libcurl is not usable");
  set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
  exchange_.begin({}, Repeat::Never);
  return outcome;
}

// There is one connection at most, and libcurl keeps it in its multi handle: it goes with that handle.
// Whatever came while nobody had asked, be it the end or an answer, makes a kept connection unfit.
bool HttpSession::Transfer::prepare_connection(const std::string& url) {
  std::string origin = url.substr(0, url.find('/', url.find("://") + 3));
  if (multi_ && origin == origin_ && !is_readable_or_gone(idle_socket_)) return true;
  multi_.reset();
  multi_.reset(::curl_multi_init());
  origin_ = std::move(origin);
  idle_socket_ = CURL_SOCKET_BAD;
  return multi_ != nullptr;
}

HttpResult HttpSession::Transfer::perform() {
  if (::curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
    return failed(FailureKind::Network, "libcurl takes no request");
  }
  const End end = run();
  const CURLcode code = result();
  idle_socket_ = get<curl_socket_t>(CURLINFO_ACTIVESOCKET);
  // Removed at once when unfinished, which closes the connection.
  ::curl_multi_remove_handle(multi_.get(), easy_.get());
  switch (end) {
    case End::Done:
      return code == CURLE_OK ? answer() : HttpResult(tl::unexpected(failure(code)));
    case End::Cancelled:
      return failed(FailureKind::Cancelled, "given up, since the login has ended");
    case End::Broken:
      break;
  }
  return failed(FailureKind::Network, "libcurl cannot wait for an answer");
}

HttpSession::Transfer::End HttpSession::Transfer::run() {
  stood_still_ = false;
  auto turn = Clock::now();
  const auto watch = [this, &turn] {
    const auto now = Clock::now();
    if (now - std::exchange(turn, now) > kStandstill) stood_still_ = true;
  };
  while (!is_readable_or_gone(cancel_fd_)) {
    // On both sides: libcurl looks at the time before it looks at what has come meanwhile.
    watch();
    int running = 0;
    if (::curl_multi_perform(multi_.get(), &running) != CURLM_OK) return End::Broken;
    watch();
    if (running == 0) return End::Done;
    // While the name is looked up and the connection made.
    make_tls_ready();
    curl_waitfd cancel{cancel_fd_, CURL_WAIT_POLLIN, 0};
    const unsigned count = cancel_fd_ >= 0 ? 1 : 0;
    // Ends sooner when one of the time limits that libcurl keeps is over.
    const CURLMcode polled = ::curl_multi_poll(multi_.get(), &cancel, count, kLongestWaitMs, nullptr);
    if (polled != CURLM_OK) return End::Broken;
  }
  return End::Cancelled;
}

// Of the only transfer there is; anything but CURLE_OK while it is under way.
CURLcode HttpSession::Transfer::result() const {
  int left = 0;
  const CURLMsg* message = ::curl_multi_info_read(multi_.get(), &left);
  return message != nullptr && message->msg == CURLMSG_DONE ? message->data.result : CURLE_FAILED_INIT;
}

HttpResult HttpSession::Transfer::answer() const {
  const auto announced = get<curl_off_t>(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
  if (announced >= 0 && exchange_.raw_answer_size() > static_cast<std::size_t>(announced)) {
    return failed(FailureKind::Network, "answer longer than its Content-Length");
  }
  HttpAnswer answer{static_cast<int>(get<long>(CURLINFO_RESPONSE_CODE)), exchange_.answer(), std::nullopt,
                    std::string(exchange_.date())};
  const auto wait = get<curl_off_t>(CURLINFO_RETRY_AFTER);
  if (wait > 0) answer.retry_after = std::chrono::seconds(std::min(wait, kLongestRetryAfter));
  return answer;
}

HttpResult HttpSession::Transfer::failed(FailureKind kind, std::string text) const {
  HttpFailure failure{kind, std::move(text)};
  failure.may_have_arrived = exchange_.may_have_arrived();
  return tl::unexpected(std::move(failure));
}

HttpFailure HttpSession::Transfer::failure(CURLcode code) const {
  const FailedTransfer failed{.code = code,
                              .os_error = static_cast<int>(get<long>(CURLINFO_OS_ERRNO)),
                              .tls_verdict = get<long>(CURLINFO_SSL_VERIFYRESULT),
                              // Set as soon as the request itself can begin.
                              .connected = get<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0,
                              .stood_still = stood_still_,
                              .text = error_text_.data(),
                              .connect_limit = connect_limit_,
                              .total_limit = total_limit_};
  const std::string objection(exchange_.objection());
  HttpFailure failure =
      objection.empty() ? explain(failed, settings_) : HttpFailure{FailureKind::Network, objection};
  const Statuses statuses{get<long>(CURLINFO_RESPONSE_CODE), get<long>(CURLINFO_HTTP_CONNECTCODE)};
  failure.nobody_answered =
      !is_doubtful(failed, settings_) && nobody_answered(ending_of(code), statuses, exchange_);
  failure.may_have_arrived = exchange_.may_have_arrived();
  return failure;
}

}  // namespace ozibus::api
