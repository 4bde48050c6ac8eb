#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# resolver.sh MODULE HELPER SERVER NSS_MODULE: the helper behind its walls finds the service in every way in which
# a Debian looks names up: /etc/hosts, a name server, a module that asks a program of this machine.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "${@:1:3}"
nss_module=$4
resolver=$tests/resolver

# The certificate of the fixture is for localhost, which nobody looks up.
certify() {
    (
        cd "$house/keys"
        printf 'subjectAltName=DNS:%s\n' "$1" >name.ext
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 -extfile name.ext \
            -out server.pem
    ) 2>>"$house/openssl.log" || say_why_and_stop "no certificate:" "$house/openssl.log"
}

# look_in SERVICE...: where libc looks for names of hosts.
look_in() {
    sed -i "s/^hosts:.*/hosts: $*/" /etc/nsswitch.conf
}

# alice_gets_in [OPTION...]: so the service was found.
alice_gets_in() {
    dialogue <<'END'
spawn -noecho pamtester ozibus-test alice authenticate
await "$sent\r\n$question"
answer [code]
ends "pamtester: successfully authenticated\r\n" 0
END
    one_result "result=accepted user=alice service=ozibus-test .* sends=1 attempts=1 .*"
    orders 1
    verifies 1
}

nobody_is_asked() {
    dialogue <<'END'
spawn -noecho pamtester ozibus-test alice authenticate
ends "The second factor is not available. Ask your administrator.\r\npamtester: Authentication service cannot retrieve authentication info\r\n" 1
END
    one_result "result=unavailable user=alice .*name not found.*"
}

make_certificate
certify otp.example
start_server
write_configuration login <<<'resend_wait = "0s"'
sed -i 's/localhost/otp.example/' "$house/login.conf"
make_user alice '+61400000001, alice@example.com'
pam_service ozibus-test "$(ozibus_auth login)"

scenario "in /etc/hosts"
nobody_is_asked
echo '127.0.0.1 otp.example' >>/etc/hosts
alice_gets_in

scenario "by a name server, behind a resolv.conf that leads elsewhere"
sed -i '/otp\.example/d' /etc/hosts
look_in files dns
mkdir -p /run/systemd/resolve
echo 'nameserver 127.0.0.1' >/run/systemd/resolve/stub-resolv.conf
ln -sf /run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
nobody_is_asked
"$resolver/answer_dns.pl" otp.example 127.0.0.1
alice_gets_in

scenario "by a module that asks a program of this machine"
: >/run/systemd/resolve/stub-resolv.conf
mkdir "$house/lib"
install -m 0644 "$nss_module" "$house/lib/libnss_asked.so.2"
# The cache of these folders is in the private /etc; ldconfig's own is not.
if [[ -d /var/cache/ldconfig ]]; then
    mount -t tmpfs private /var/cache/ldconfig
fi
echo "$house/lib" >/etc/ld.so.conf.d/test.conf
ldconfig
look_in 'asked [!UNAVAIL=return] files'
nobody_is_asked
"$resolver/answer_socket.pl" /run/asked otp.example 127.0.0.1
alice_gets_in
