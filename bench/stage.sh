#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# stage.sh BUILD RESULTS ROUNDS [STEP...]: inside tests/private_root.sh, a site with users, a server and a far
# network, and the measurements on it, each into RESULTS/STEP.json. Without STEP, all of them. RESULTS has to lie on
# a disk: of what lies in memory, the kernel calls every page dirty.
# shellcheck disable=SC2154 # module, helper, house and the like are the fixture's
set -euo pipefail
here=$(dirname "$(realpath "$0")")
readonly build=$1 results=$2 rounds=$3
shift 3
steps=("$@")
((${#steps[@]} > 0)) || steps=(logins far growth user_map storm one_process instructions)
mkdir -p "$results/disk" /run/ozibus
mount --bind "$results/disk" /run/ozibus
# shellcheck source=tests/system/fixture.sh
source "$here/../tests/system/fixture.sh" "$build/pam_ozibus/pam_ozibus.so" "$build/helper/ozibus-helper" \
    "$build/server/ozibus-server"

readonly driver=$build/bench/bench_driver
readonly users=60 crowd=500
readonly near=near.test far=far.test
readonly round_trip_ms=20
# What a disk needs to keep its word is the disk's; one row shows it.
readonly memory=/run/state

# passwd lines by hand: useradd takes longer than a login.
make_users() {
    local number
    for ((number = $1; number < $1 + $2; number++)); do
        printf 'u%d:x:%d:%d::/nonexistent:/bin/false\n' "$number" $((20000 + number)) $((20000 + number))
    done >>/etc/passwd
}

# For many logins, and reached from both sides.
start_busy_server() {
    (
        umask 077
        cat >"$house/server.toml" <<TOML
listen = "0.0.0.0"
port = 0
certificate = "$house/keys/server.pem"
private_key = "$house/keys/server.key"
ready_file = "$house/ready"
access_log = "$access_log"
outbox = "$outbox"
keep_alive = "300s"
connections = 1000

[code]
send_limit = "1000 per 1h"

[[merchant]]
merchant_id = "M-1001"
api_key = "key-of-the-test-merchant"
bearer_token = "token-of-the-test-merchant"
TOML
        tail -n 3 "$house/server.toml" >"$house/credentials"
    )
    "$house/ozibus-server" --config "$house/server.toml" </dev/null 2>"$house/server.log" &
    wait_until test -s "$house/ready"
    server_port=$(cut -d' ' -f2 "$house/ready")
}

# site NAME HOST MAP STATE: a configuration and the PAM service of the same name.
site() {
    install -d -m 0700 "$4"
    cat >"$house/$1.conf" <<TOML
[api]
base_urls = ["https://$2:$server_port/v1"]
credentials_file = "$house/credentials"
[users]
map = "$3"
[prompt]
resend_wait = "0s"
[policy]
state_dir = "$4"
send_limit = "50 per 15m"
send_limit_host = "200 per 15m"
lockout = "50 per 1h"
TOML
    pam_service "$1" "$(ozibus_auth "$1")"
}

# A link of its own name, so that connecting, too, takes a round trip. Without /dev/net/tun there is none.
start_far_link() {
    mkdir -p /dev/net
    [[ -e /dev/net/tun ]] || mknod /dev/net/tun c 10 200
    "$driver" far-link --device far --round-trip-ms "$round_trip_ms" --ready "$house/far" 2>"$house/far.log" &
    wait_until test -s "$house/far" -o -s "$house/far.log"
    [[ -s $house/far ]] || return 1
    ip address add 10.77.0.1/24 dev far
    ip link set far up
}

lay_out() {
    printf '127.0.0.1 %s\n10.77.0.2 %s\n' "$near" "$far" >>/etc/hosts
    certificate_names="DNS:$near,DNS:$far"
    make_certificate
    # As update-ca-certificates does.
    cat "$house/keys/ca.pem" >>/etc/ssl/certs/ca-certificates.crt
    start_busy_server
    make_users 1 "$users"
    printf '*: {user}@example.com\n' >"$house/users.map"
    chmod 0640 "$house/users.map"
    site ozibus "$near" "$house/users.map" "$memory"
    site on_disk "$near" "$house/users.map" "$state"
    site far "$far" "$house/users.map" "$memory"
    pam_service prompt_only "auth required $build/bench/bench_prompt_only.so"
    lay_out_peers
    sync --file-system "$house"
}

# Both count logins (HOTP), so that a code can be typed at any time; the list begins where their counters do.
lay_out_peers() {
    local secret=3132333435363738393031323334353637383930
    command -v oathtool >/dev/null || return 0
    (
        umask 077
        printf 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n" HOTP_COUNTER 1\n' >"$house/google"
        printf 'HOTP u1 - %s\n' "$secret" >"$house/oath"
    )
    oathtool --hotp --counter=1 --window=2000 "$secret" >"$house/google.codes"
    oathtool --hotp --counter=0 --window=2000 "$secret" >"$house/oath.codes"
    pam_service google "auth required pam_google_authenticator.so secret=$house/google user=root"
    pam_service oath "auth required pam_oath.so usersfile=$house/oath window=10 digits=6"
}

# login_case NAME SERVICE PROMPT CODE [USER]: JSON of one login through pamtester.
login_case() {
    local user=${5-u\{n\}}
    printf '{"name": "%s", "prompt": "%s", "code": "%s", "recipient": "u{n}@example.com",
"command": ["pamtester", "-I", "rhost=198.51.100.{n}", "%s", "%s", "authenticate"]}' "$1" "$3" "$4" "$2" "$user"
}

ozibus_case() {
    login_case "$1" "$2" "Code (" "outbox:$outbox"
}

# curl_case NAME HOST [OPTION...]: the same two requests.
curl_case() {
    local name=$1 url=https://$2:$server_port/v1
    local common='"-sS", "--max-time", "10", "-o", "/dev/null", "-H", "Merchant-Id: M-1001",
"-H", "API-Key: key-of-the-test-merchant", "-H", "Authorization: Bearer token-of-the-test-merchant",
"-H", "Content-Type: application/json"'
    [[ -z ${3-} ]] || common+=", \"--cacert\", \"$3\""
    printf '{"name": "%s", "command": ["curl", %s, "-d", "{\\"to\\": \\"u{n}@example.com\\", \\"channel\\": \\"mail\\"}", "%s",
"--next", %s, "-d", "{\\"to\\": \\"u{n}@example.com\\", \\"otp\\": \\"000000\\"}", "%s"]}' \
        "$name" "$common" "$url/send" "$common" "$url/verify"
}

# command_case NAME WORD...: JSON of a command that asks nothing.
command_case() {
    printf '{"name": "%s", "command": ["%s"' "$1" "$2"
    printf ', "%s"' "${@:3}"
    printf ']}'
}

# measure STEP CASE...: rounds over these cases.
measure() {
    measure_rounds "$rounds" "$@"
}

# measure_rounds ROUNDS STEP CASE...
measure_rounds() {
    local count=$1 step=$2 IFS=,
    shift 2
    printf '[%s]' "$*" >"$house/$step.cases"
    "$driver" rounds --cases "$house/$step.cases" --access-log "$access_log" --rounds "$count" --users "$users" \
        >"$results/$step.json"
}

step_logins() {
    local cases=("$(ozibus_case ozibus ozibus)" "$(login_case prompt_only prompt_only 'Code: ' text:123456)")
    if command -v curl >/dev/null; then
        cases+=("$(curl_case curl_one_certificate "$near" "$house/keys/ca.pem")"
            "$(curl_case curl_system_store "$near")")
    fi
    if [[ -e $house/oath.codes ]]; then
        cases+=("$(login_case google_authenticator google 'Verification code: ' "list:$house/google.codes" u1)"
            "$(login_case oath oath 'One-time password' "list:$house/oath.codes" u1)")
    fi
    cases+=("$(ozibus_case ozibus_on_disk on_disk)")
    measure logins "${cases[@]}"
}

step_far() {
    if ! start_far_link; then
        printf 'no far network: %s\n' "$(<"$house/far.log")" >&2
        return 0
    fi
    "$driver" round-trip --address 10.77.0.2 --port "$server_port" >"$results/round_trip.json"
    measure far "$(ozibus_case far_ozibus far)" "$(curl_case far_curl "$far" "$house/keys/ca.pem")"
}

# make_map LINES FILE: logins that begin with any two letters, and telephones. In the cache it lies as a start of the
# machine leaves it, read from the disk.
make_map() {
    awk -v n="$1" 'BEGIN { for (i = 1; i < n; i++) printf "%c%cuser%d: +614%08d\n", 97 + i % 26, 97 + i / 26 % 26, i, i
        print "*: {user}@example.com" }' >"$2"
    chmod 0640 "$2"
    dd of="$2" oflag=nocache conv=notrunc,fdatasync count=0 status=none
}

# map_site LINES: a site with a map of so many, unless it is there.
map_site() {
    [[ ! -e $house/map.$1 ]] || return 0
    make_map "$1" "$house/map.$1"
    site "map.$1" "$near" "$house/map.$1" "$memory"
}

step_growth() {
    local size cases=()
    for size in 10 10000 1000000; do
        map_site "$size"
        site "state.$size" "$near" "$house/users.map" "$memory.$size"
        install -d -m 0700 "$memory.$size/users"
        "$driver" fill --folder "$memory.$size/users" --count "$size"
        cases+=("$(ozibus_case "map_$size" "map.$size")" "$(ozibus_case "state_$size" "state.$size")")
    done
    measure growth "${cases[@]}"
}

# What users' logins, and the commands that show and change the map, take beside `grep -m1` for the line that all of
# them come to, which is the last.
step_user_map() {
    local lines=${map_lines:-1000000} map grep ctl=("$build/ctl/ozibusctl" --config)
    map_site 10
    map_site "$lines"
    map=$house/map.$lines
    grep=$(command_case grep grep -m1 '^[*]:' "$map")
    measure user_map "$grep" "$(ozibus_case login_of_10 map.10)" "$(ozibus_case login "map.$lines")" \
        "$(command_case show "${ctl[@]}" "$map.conf" user show 'u{n}')"
    cp -p "$map" "$house/map.changed"
    site map.changed "$near" "$house/map.changed" "$memory"
    # These take seconds.
    measure_rounds 3 user_map_whole "$grep" \
        "$(command_case set "${ctl[@]}" "$house/map.changed.conf" user set 'u{n}' 'u{n}@example.com')" \
        "$(command_case list sh -c "exec ${ctl[*]} $map.conf user list >/dev/null")" \
        "$(command_case copy dd "if=$map" "of=$house/map.copy" bs=1M conv=fsync status=none)"
    rm "$house/map.changed" "$house/map.copy"
}

# logins_of COMMAND OPTION...: of the crowd, which comes to the site now.
crowd_of() {
    local command=$1
    shift
    grep -q "^u1001:" /etc/passwd || make_users 1001 "$crowd"
    "$driver" "$command" --prompt 'Code (' --code "outbox:$outbox" --recipient 'u{n}@example.com' --first 1001 "$@"
}

step_storm() {
    local service='pamtester ozibus u{n} authenticate'
    # The first makes everyone's record.
    crowd_of storm --command "$service" --count "$crowd" >/dev/null
    crowd_of storm --command "$service" --count 50 >"$results/storm_50.json"
    crowd_of storm --command "$service" --count "$crowd" >"$results/storm_500.json"
}

step_one_process() {
    crowd_of one-process --command "$build/bench/bench_same_host ozibus ${one_process_logins:-1000} 1001 50" \
        --count 50 --logins "${one_process_logins:-1000}" >"$results/one_process.json"
}

# wrapper PATH PROGRAM LOG [ASSIGNMENT]: PROGRAM under callgrind. A shell stands before it: what the module kills at
# the end of a login is then not callgrind, which has yet to say what it counted.
wrapper() {
    printf '#!/bin/sh\n%s valgrind --tool=callgrind --child-silent-after-fork=yes --callgrind-out-file=/dev/null \
--log-file=%s %s "$@"\nexit $?\n' "${4-}" "$3" "$2" >"$1"
    chmod 0755 "$1"
}

collected() {
    sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$1"
}

# The host and the helper apart: the host waits for the helper, whoever slows it down.
step_instructions() {
    install -m 0755 "$build/bench/bench_unfiltered_helper" "$house/unfiltered"
    wrapper "$house/counted-helper" "$house/unfiltered" "$house/helper.count"
    wrapper "$house/counted-host" pamtester "$house/host.count" "LD_PRELOAD=$build/bench/bench_countable_clone.so"
    pam_service counted "auth required $module config=$house/ozibus.conf helper=$house/counted-helper"
    printf '[%s,%s]' "$(ozibus_case helper counted)" \
        "$(ozibus_case host ozibus | sed "s,\"pamtester\",\"$house/counted-host\",")" >"$house/count.cases"
    "$driver" rounds --cases "$house/count.cases" --access-log "$access_log" --rounds 1 --users 1 >/dev/null
    local count
    for count in helper host; do
        [[ -n $(collected "$house/$count.count") ]] || say_why_and_stop "callgrind did not count:" "$house/$count.count"
    done
    printf '{"helper": %d, "host": %d}\n' "$(collected "$house/helper.count")" "$(collected "$house/host.count")" \
        >"$results/instructions.json"
}

lay_out
for step in "${steps[@]}"; do
    printf '== %s\n' "$step" >&2
    "step_$step"
done
stat --format '{"bytes": %s}' "$module" >"$results/module.json"
