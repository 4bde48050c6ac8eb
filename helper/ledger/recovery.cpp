// SPDX-License-Identifier: Apache-2.0
#include "helper/ledger/recovery.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <memory>

#include <crypt.h>
#include <unistd.h>

#include "base/errno_text.h"
#include "base/wipe.h"

namespace ozibus::ledger {
namespace {

// Crockford's base 32: without I, L, O, which look like digits, and U.
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kLength = 12;
constexpr std::size_t kGroup = 4;

// yescrypt with 4 MiB (crypt_gensalt(3)): a code has 60 random bits, so the cost is only a second wall, and
// it has to fit into a login.
constexpr unsigned long kCost = 3;

using Plain = base::WipedArray<kLength>;

tl::unexpected<Error> crypt_failure(const std::string& what) {
  return failure("libcrypt cannot " + what + ": " + base::errno_text(errno) +
                 "; it has to offer yescrypt (crypt(5))");
}

// Holds what is hashed.
class Workspace {
 public:
  Workspace() : data_(std::make_unique<crypt_data>()) {}
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace() { base::wipe({reinterpret_cast<char*>(data_.get()), sizeof(crypt_data)}); }

  Result<std::string> hash(const Plain& plain, const std::string& setting) {
    base::WipedArray<kLength + 1> phrase;
    std::string_view(plain.data(), plain.size()).copy(phrase.data(), kLength);
    const char* hashed = ::crypt_rn(phrase.data(), setting.c_str(), data_.get(), sizeof(crypt_data));
    if (hashed == nullptr) return crypt_failure("hash a recovery code");
    return std::string(hashed);
  }

 private:
  std::unique_ptr<crypt_data> data_;
};

Result<std::string> make_salt() {
  std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> salt{};
  // Null: libcrypt asks the kernel for the random bytes.
  if (::crypt_gensalt_rn("$y$", kCost, nullptr, 0, salt.data(), salt.size()) == nullptr) {
    return crypt_failure("make a salt");
  }
  return std::string(salt.data());
}

bool make_plain(Plain& plain) {
  if (::getentropy(plain.data(), plain.size()) != 0) return false;
  // 256 is a multiple of 32: each character is as likely as any other.
  for (char& c : plain.span())
    c = kAlphabet[static_cast<unsigned char>(c) % kAlphabet.size()];
  return true;
}

Secret in_groups(const Plain& plain) {
  base::WipedArray<kLength + kLength / kGroup - 1> text;
  std::size_t size = 0;
  for (std::size_t i = 0; i < kLength; ++i) {
    if (i > 0 && i % kGroup == 0) text.span()[size++] = '-';
    text.span()[size++] = plain.data()[i];
  }
  return Secret(std::string_view(text.data(), size));
}

// What was meant by a typed character; 0 when it is in no recovery code.
char meant_by(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return kAlphabet.find(c) == std::string_view::npos ? '\0' : c;
}

}  // namespace

Result<RecoverySet> make_recovery_codes(std::size_t count) {
  const auto salt = make_salt();
  if (!salt) return tl::unexpected(salt.error());
  Workspace workspace;
  RecoverySet set;
  for (std::size_t i = 0; i < count; ++i) {
    Plain plain;
    if (!make_plain(plain)) return failure(std::string("no random numbers: ") + base::errno_text(errno));
    auto hash = workspace.hash(plain, *salt);
    if (!hash) return tl::unexpected(hash.error());
    set.codes.push_back(in_groups(plain));
    set.hashes.push_back(std::move(*hash));
  }
  return set;
}

std::optional<Secret> read_recovery_code(std::string_view line) {
  Plain plain;
  std::size_t size = 0;
  for (const char c : line) {
    if (c == ' ' || c == '\t' || c == '-') continue;
    const char meant = meant_by(c);
    if (meant == '\0' || size == kLength) return std::nullopt;
    plain.span()[size++] = meant;
  }
  if (size != kLength) return std::nullopt;
  return Secret(std::string_view(plain.data(), size));
}

Result<std::string> hash_recovery_code(const Secret& code, const std::string& other_hash) {
  Plain plain;
  code.reveal().copy(plain.data(), kLength);
  return Workspace().hash(plain, other_hash);
}

}  // namespace ozibus::ledger
