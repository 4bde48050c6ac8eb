// SPDX-License-Identifier: Apache-2.0
// The least that a module which asks something can cost: one question, and whatever is answered is right.
#include <cstdlib>

#include <security/pam_modules.h>

extern "C" {

PAM_EXTERN __attribute__((visibility("default"))) int pam_sm_authenticate(pam_handle_t* handle, int, int,
                                                                          const char**) {
  const void* item = nullptr;
  if (pam_get_item(handle, PAM_CONV, &item) != PAM_SUCCESS || item == nullptr) return PAM_CONV_ERR;
  const auto* conversation = static_cast<const pam_conv*>(item);
  const pam_message message{PAM_PROMPT_ECHO_ON, "Code: "};
  const pam_message* messages = &message;
  pam_response* response = nullptr;
  const int result = conversation->conv(1, &messages, &response, conversation->appdata_ptr);
  if (result != PAM_SUCCESS || response == nullptr) return PAM_CONV_ERR;
  std::free(response->resp);  // NOLINT(cppcoreguidelines-owning-memory): libpam hands it over
  std::free(response);        // NOLINT(cppcoreguidelines-owning-memory)
  return PAM_SUCCESS;
}

PAM_EXTERN __attribute__((visibility("default"))) int pam_sm_setcred(pam_handle_t*, int, int, const char**) {
  return PAM_SUCCESS;
}

}  // extern "C"
