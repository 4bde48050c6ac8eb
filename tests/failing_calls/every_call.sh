#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# every_call.sh BINARY TABLE: whatever BINARY calls of its C libraries stands in TABLE, or below among what can't
# fail or has no way to say so; and the other way round.
set -euo pipefail
binary=$1 table=$2
harmless='
    # memory and texts
    free memcpy memmove memset memcmp memchr memrchr malloc_usable_size explicit_bzero strlen strnlen strcmp strncasecmp strtod strtoll
    strtoull snprintf vsnprintf strftime inet_ntop inet_pton localeconv
    __explicit_bzero_chk __memcpy_chk __snprintf_chk __vsnprintf_chk __syslog_chk
    # about this process, the clock and the log
    getpid getuid geteuid getgid umask closefrom sigemptyset sigfillset pthread_sigmask pthread_setcancelstate _exit abort
    clock_gettime time tzset openlog setlogmask syslog pam_syslog
    # texts for errors, and what takes things down
    strerrordesc_np curl_easy_strerror X509_verify_cert_error_string curl_easy_cleanup curl_multi_cleanup
    curl_global_cleanup curl_slist_free_all fclose
    # of another program from the same rooms, not of a login: recovery codes and records that were damaged
    crypt_gensalt_rn getentropy linkat
    # what TLS does itself where these could not do it ahead
    OPENSSL_init_crypto RAND_status
    # what a library takes for impossible
    __assert_fail
    # of the compiler
    __errno_location __stack_chk_fail __libc_start_main __libc_single_threaded __gmon_start__ _Unwind_Resume'

called=$(nm --dynamic --undefined-only --without-symbol-versions "$binary" | awk '{print $2}' |
    grep -vE '^_Z|^__(cxa|gxx)_|^_ITM_' | sort -u)
wrapped=$(sed -nE 's/^[A-Z]+\([0-9], ([A-Za-z0-9_]+),.*/\1/p' "$table" | sort -u)
known=$(sed '/#/d' <<<"$harmless" | tr -s ' ' '\n' | sort -u)

missing=$(comm -23 <(echo "$called") <(sort -u <(echo "$wrapped") <(echo "$known")))
stale=$(comm -13 <(echo "$called") <(echo "$wrapped"))
printf 'calls of %s that %s does not let fail: %s\nand those there that it does not make: %s\n' \
    "$binary" "$table" "${missing//$'\n'/ }" "${stale//$'\n'/ }"
[[ -z $missing$stale ]]
