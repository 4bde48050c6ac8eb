#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The map as ozibusctl shows and changes it, and what --json prints of it and of all else.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"
# shellcheck source=tests/system/ctl_words.sh
source "$tests/ctl_words.sh" "$4"
ctl=$4
# shellcheck source=tests/contract/listed_commands.sh
source "$tests/../contract/listed_commands.sh"

readonly map=$house/users.map
readonly schema=$tests/../../docs/ozibusctl.schema.json
described=

# map_is <<< CONTENT
map_is() {
    diff --label expected --label "$map" - "$map" || say_why_and_stop "the map is another one"
}

# unchanged PATTERN ARGUMENT...: fails, with that complaint, and leaves the map as it is, with nothing beside it.
unchanged() {
    cp "$map" "$house/before"
    fails 1 "$@"
    map_is <"$house/before"
    [[ ! -e $house/.users.map.new ]] || say_why_and_stop "half a map is left"
}

# is_described COMMAND STATUS ARGUMENT...: prints JSON as the schema has it.
is_described() {
    gives "$2" "${@:3}" --json
    "$tests/json_schema.py" "$schema" "$1" <"$said" || say_why_and_stop "not as described:" "$said"
    described+=$1$'\n'
}

server_port=1
write_configuration login <<<'resend_wait = "0s"'
useradd alice
useradd bob
install -m 0640 -g daemon /dev/null "$map"
printf '%s\n' '# ours' 'dan 0400' 'alice:  a@example.com    # her telephone is lost' '*: {user}@example.com' >"$map"

scenario "contacts are written as they were typed, but for numbers, and the rest of the map stays"
quietly 0 'alice: codes go to \+61400000001, alice@example\.com' user set --region AU alice '0400 000 001' alice@example.com
one_change 'ctl="user set" user=alice by=0 contacts="\+61\*\*\*\*\*001, a\*\*\*\*\*@example\.com"'
quietly 0 'bob: codes go to \+447400123456' user set bob '+44 7400 123456'
map_is <<'END'
# ours
dan 0400
alice:  +61400000001, alice@example.com    # her telephone is lost
*: {user}@example.com
bob: +447400123456
END
same "mode and group" "640 root daemon" "$(stat -c '%a %U %G' "$map")"

scenario "the map is shown with what is wrong in it"
quietly 0 $'alice:\n  contacts     \+61400000001, alice@example\.com \(line 3\)\n  everyone.s   alice@example\.com \(line 4\)' user show alice
quietly 0 $'root:\n  contacts     none\n  everyone.s   root@example\.com \(line 4\)' user show root
quietly 0 $'dan:\n  contacts     not readable \(line 2\)\n.*\n  problem      dan: the system does not know this user; .*\n'"  problem      $map:2:5: there is no .*" user show dan
quietly 0 "problem: $map:2:5: .*"$'\nalice: .*\n\*: \{user\}@example\.com\nbob: \+447400123456' user list

scenario "what can't be right changes nothing"
unchanged 'carol: the system does not know this user; write a name that getent passwd shows' user set carol carol@example.com
unchanged 'carol: the system does not know this user; write a name that getent passwd shows' user show carol
unchanged '0400 000 001: has no country code; .*--region AU' user set alice '0400 000 001'
unchanged '02 9374 4000: is not a number for mobiles.*' user set alice '02 9374 4000' --region AU
unchanged "$map: no line for root; .*" user remove root
echo 'bob: bob@example.com' >>"$map"
unchanged "$map:6:1: names the same login as line 5, and they differ; keep one of them" user set bob bob@example.com
settle
same "changes in the log" 2 "$(count 'ozibusctl\[' "$OZIBUS_SYSLOG")"

scenario "a map that can't be replaced stays"
mkdir "$house/full"
mount -t tmpfs -o size=4k,mode=0755 full "$house/full"
mount --bind "$map" "$map"
unchanged "$map: Device or resource busy; .*" user set alice alice@example.com
umount "$map"
cp -p "$map" "$house/full/users.map"
sed "s|^map = .*|map = \"$house/full/users.map\"|" "$house/login.conf" >"$house/full.conf"
: >"$house/full/.users.map.lock"
chmod 0600 "$house/full/.users.map.lock"
status=0
"$house/ozibusctl" --config "$house/full.conf" user set alice alice@example.com 2>"$complained" || status=$?
same "exit status" 1 "$status"
reads "$complained" "ozibusctl: $house/full/users.map: can't write another one beside it: No space left on device; .*"
cmp "$map" "$house/full/users.map"
same "files beside the map" "" "$(find "$house/full" -name '*.new')"

scenario "lines are taken out, also those of whom the system does not know"
quietly 0 'bob: removed from the map' user remove bob
one_change 'ctl="user remove" user=bob by=0'
quietly 0 'dan: removed from the map' user remove dan
map_is <<'END'
# ours
alice:  +61400000001, alice@example.com    # her telephone is lost
*: {user}@example.com
END

scenario "whatever is printed as JSON is described"
echo ': nobody@example.com' >>"$map"
is_described user-list 0 user list
is_described user-show 0 user show alice
is_described user-show 0 user show bob
is_described check 1 check
is_described explain 0 explain alice
is_described explain 0 explain bob --service sudo --rhost 203.0.113.5
is_described status 0 status alice
gives 0 bypass alice 1h
gives 0 recovery create alice
is_described status 0 status alice
is_described status 0 status
is_described recovery-list 0 recovery list alice
is_described recovery-list 0 recovery list bob
printed=$(listed | sed -n 's/ \[.*--json\].*//p' | tr ' ' - | sort)
same "commands in the schema" "$printed" "$("$tests/json_schema.py" "$schema")"
same "commands that were looked at" "$printed" "$(sort -u <<<"${described%$'\n'}")"
if sed 's/"user":/"who":/' "$said" | "$tests/json_schema.py" "$schema" recovery-list 2>/dev/null; then
    say_why_and_stop "a key that is not described was not found"
fi
