// SPDX-License-Identifier: Apache-2.0
#include "ctl/trial/trial.h"

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <security/pam_appl.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "ctl/check/services.h"

namespace ozibus::ctl::trial {
namespace {

// In it, libpam looks for services instead of /etc/pam.d. It reads them when it begins, so the folder is gone
// before anybody is asked.
class ServiceFolder {
 public:
  ServiceFolder() { made_ = ::mkdtemp(path_.data()) != nullptr; }
  ServiceFolder(const ServiceFolder&) = delete;
  ServiceFolder& operator=(const ServiceFolder&) = delete;
  ~ServiceFolder() {
    std::error_code ignored;
    if (made_) std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] bool write(const std::string& service, const std::string& line) const {
    std::ofstream file(path_ + "/" + service);
    file << line << '\n';
    file.close();
    return made_ && !file.fail();
  }
  [[nodiscard]] const char* path() const { return path_.c_str(); }

 private:
  std::string path_ = "/run/ozibusctl-XXXXXX";
  bool made_ = false;
};

class Handle {
 public:
  ~Handle() { ::pam_end(handle_, result_); }
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  [[nodiscard]] pam_handle_t** to_fill() { return &handle_; }
  [[nodiscard]] pam_handle_t* get() const { return handle_; }
  [[nodiscard]] int keep(int result) { return result_ = result; }
  [[nodiscard]] const char* words() const { return ::pam_strerror(handle_, result_); }

 private:
  pam_handle_t* handle_ = nullptr;
  int result_ = PAM_SUCCESS;
};

// libpam would end a word there, or begin a comment.
bool is_one_word(const std::string& text) {
  return text.find_first_of(" \t\n#[]\\") == std::string::npos;
}

Result<void> begin(Handle& handle, const Set& set, const std::string& user, const pam_conv& conversation) {
  for (const std::string& path : {set.module, set.helper, set.config}) {
    if (!is_one_word(path)) return failure(path + ": PAM takes no such path; give the file another name");
  }
  const ServiceFolder folder;
  const std::string line = "auth required " + set.module + " config=" + set.config + " helper=" + set.helper;
  if (!folder.write(kService, line) || !folder.write("other", "auth required pam_deny.so")) {
    return failure(std::string("/run: ") + base::errno_text(errno) + "; it has to be writable");
  }
  const int begun = handle.keep(
      ::pam_start_confdir(kService, user.c_str(), &conversation, folder.path(), handle.to_fill()));
  if (begun != PAM_SUCCESS) {
    return failure(std::string("libpam does not begin: ") + handle.words() +
                   "; the system log has the reason");
  }
  return {};
}

End end_of(int result, const Typist& typist) {
  // libpam's own, when every module of a stack says PAM_IGNORE; ours never gives it.
  if (result == PAM_PERM_DENIED) return End::Undecided;
  if (result != PAM_SUCCESS) return End::Refused;
  return typist.typed_code() ? End::Accepted : End::Unasked;
}

}  // namespace

Set find_set(const std::string& config) {
  const auto services = check::read_services(check::kStacks);
  const auto modules = check::modules_in(services);
  return {modules.empty() ? "pam_ozibus.so" : modules.front(),
          check::paths_in(services, "helper=", OZIBUS_HELPER_PATH).front(), config};
}

Result<Verdict> hold_login(const Set& set, const std::string& user, Show show) {
  Typist typist(show);
  const pam_conv conversation = typist.conversation();
  Handle handle;
  if (auto begun = begin(handle, set, user, conversation); !begun) return tl::unexpected(begun.error());
  if (const char* terminal = ::ttyname(STDIN_FILENO)) {
    (void)handle.keep(::pam_set_item(handle.get(), PAM_TTY, terminal));
  }
  const End end = end_of(handle.keep(::pam_authenticate(handle.get(), 0)), typist);
  return Verdict{end, handle.words()};
}

}  // namespace ozibus::ctl::trial
