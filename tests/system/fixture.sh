# SPDX-License-Identifier: Apache-2.0
# source fixture.sh MODULE HELPER SERVER: what a login through pam_ozibus needs, built from the real
# programs: a certificate, an ozibus-server, users, PAM services, sshd and sudo. Only for use inside
# private_root.sh, which is why all names here are fixed and nothing is ever cleaned up.
# shellcheck shell=bash
set -euo pipefail

readonly house=/run/ozibus
readonly module=$house/pam_ozibus.so
readonly helper=$house/ozibus-helper
readonly state=$house/state
readonly outbox=$house/outbox.jsonl
readonly access_log=$house/access.jsonl
readonly patience=100
conf=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../conf
export OZIBUS_HOUSE=$house
next_port=2201

# The programs are copied because the helper has to lie where nobody but root can write.
take_programs() {
    mkdir -p "$house/sshd" "$house/keys" "$house/authorized_keys"
    install -d -m 0700 "$state"
    install -m 0644 "$1" "$module"
    install -m 0755 "$2" "$helper"
    install -m 0755 "$3" "$house/ozibus-server"
    ssh-keygen -q -t ed25519 -N '' -f "$house/keys/host"
    ssh-keygen -q -t ed25519 -N '' -f "$house/keys/user"
    printf 'server %s\n' "$(<"$house/keys/host.pub")" >"$house/known_hosts"
    : >"$house/ssh_config"
}

# say_why_and_stop WHAT [LOG]
say_why_and_stop() {
    printf '%s\n' "$1" >&2
    if [[ -n ${2-} && -e $2 ]]; then
        sed 's/^/    /' "$2" >&2
    fi
    exit 1
}

# wait_until COMMAND...: asks again and again until COMMAND succeeds.
wait_until() {
    local end=$((SECONDS + patience))
    until "$@"; do
        ((SECONDS < end)) || say_why_and_stop "waited $patience seconds in vain for: $*" "$house/server.log"
        sleep 0.02
    done
}

make_certificate() {
    (
        cd "$house/keys"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
            -subj '/CN=Test CA' -keyout ca.key -out ca.pem
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
            -subj '/CN=localhost' -keyout server.key -out server.csr
        printf 'subjectAltName=%s\n' "${certificate_names:-DNS:localhost,IP:127.0.0.1}" >server.ext
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 1 \
            -extfile server.ext -out server.pem
        # The private /etc trusts it, as a machine does after update-ca-certificates.
        mkdir -p /etc/ssl/certs
        cp ca.pem /etc/ssl/certs/test-ca.pem
        openssl rehash /etc/ssl/certs
    ) 2>"$house/openssl.log" || say_why_and_stop "no certificate:" "$house/openssl.log"
}

# start_server [OPTION...]: ozibus-server on a free port of loopback, and the credentials it takes. Its
# output goes where this function's output goes.
# shellcheck disable=SC2120 # the demo has an option to give
start_server() {
    (
        umask 077
        cat >"$house/server.toml" <<END
port = 0
certificate = "$house/keys/server.pem"
private_key = "$house/keys/server.key"
ready_file = "$house/ready"
access_log = "$access_log"
outbox = "$outbox"

[[merchant]]
merchant_id = "M-1001"
api_key = "key-of-the-test-merchant"
bearer_token = "token-of-the-test-merchant"
END
        tail -n 3 "$house/server.toml" >"$house/credentials"
    )
    "$house/ozibus-server" --config "$house/server.toml" "$@" </dev/null 2>"$house/server.log" &
    server_pid=$!
    wait_until test -s "$house/ready"
    server_port=$(cut -d' ' -f2 "$house/ready")
}

# write_configuration NAME [POLICY_LINE...] <<< PROMPT_KEYS: $house/NAME.conf, to be named in a PAM stack.
# Without any line of [policy], its limits are out of the way.
write_configuration() {
    local name=$1
    shift
    (($# > 0)) || set -- 'send_limit = "50 per 15m"' 'send_limit_host = "200 per 15m"' 'lockout = "50 per 1h"'
    {
        cat <<END
[api]
base_urls = ["https://localhost:$server_port/v1"]
credentials_file = "$house/credentials"

[users]
map = "$house/users.map"

[policy]
state_dir = "$state"
$(printf '%s\n' "$@")

[prompt]
END
        cat
    } >"$house/$name.conf"
}

# make_user NAME [CONTACTS]: can log in by password (of the name and "Pass1") and by key.
make_user() {
    useradd --create-home --base-dir /run/home --shell /bin/bash "$1"
    printf '%s:%sPass1\n' "$1" "$1" | chpasswd
    cp "$house/keys/user.pub" "$house/authorized_keys/$1"
    touch "$house/users.map"
    chmod 0640 "$house/users.map"
    if [[ -n ${2-} ]]; then
        printf '%s: %s\n' "$1" "$2" >>"$house/users.map"
    fi
}

# ozibus_auth CONFIGURATION: the line of a PAM stack that asks for a code.
ozibus_auth() {
    printf 'auth required %s config=%s helper=%s\n' "$module" "$house/$1.conf" "$helper"
}

# shipped_stack NAME CONFIGURATION: conf/pam.d/NAME, with the module that is tested.
shipped_stack() {
    sed "s|^\(auth .*\)pam_ozibus\.so\$|\1$module config=$house/$2.conf helper=$helper|" "$conf/pam.d/$1"
}

# pam_service NAME AUTH_LINE...: only what a test names decides about its logins.
pam_service() {
    local name=$1
    shift
    printf '%s\n' "$@" 'account required pam_unix.so' 'password required pam_deny.so' \
        'session required pam_permit.so' >"/etc/pam.d/$name"
}

# start_sshd SERVICE KEYWORD VALUE...: an sshd of that PAM service, reached by `ssh SERVICE`.
# The name by which sshd is started is the name of its PAM service.
start_sshd() {
    local service=$1 port=$next_port
    shift
    next_port=$((next_port + 1))
    ln -s /usr/sbin/sshd "$house/sshd/$service"
    {
        printf '%s %s\n' ListenAddress "127.0.0.1:$port" HostKey "$house/keys/host" \
            AuthorizedKeysFile "$house/authorized_keys/%u" PidFile "$house/sshd/$service.pid" \
            UsePAM yes PrintMotd no PrintLastLog no LogLevel VERBOSE
        printf '%s %s\n' "$@"
    } >"$house/sshd/$service.conf"
    "$house/sshd/$service" -f "$house/sshd/$service.conf" -E "$house/sshd/$service.log" ||
        say_why_and_stop "sshd did not start:" "$house/sshd/$service.log"
    wait_until test -s "$house/sshd/$service.pid"
    write_client_configuration "$service" "$port"
}

# Nothing of the person who runs the tests takes part: neither keys nor agent nor ~/.ssh.
write_client_configuration() {
    cat >>"$house/ssh_config" <<END
Host $1
    HostName 127.0.0.1
    Port $2
    HostKeyAlias server
    User alice
    IdentityFile $house/keys/user
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile $house/known_hosts
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking yes
    NumberOfPasswordPrompts 1
END
}

# start_sudo SERVICE: alice may run anything once that PAM service has let her.
start_sudo() {
    printf '%s\n' "Defaults:alice pam_service=$1, timestamp_timeout=0, lecture=never" \
        'alice ALL=(ALL:ALL) ALL' >/etc/sudoers.d/alice
    chmod 0440 /etc/sudoers.d/alice
}

# furnish: what nearly every scenario starts from. Alice has two contacts, bob has none.
furnish() {
    make_certificate
    # shellcheck disable=SC2119
    start_server
    write_configuration login <<<'resend_wait = "0s"'
    make_user alice '+61400000001, alice@example.com'
    make_user bob
}

take_programs "$@"
