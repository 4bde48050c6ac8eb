#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What ozibusctl changes, as real logins by ssh and sudo meet it.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

readonly permit='auth required pam_permit.so'
readonly times='elapsed_ms=[0-9]+ api_ms=[0-9]+'
readonly date='[0-9]{4}-[0-9]{2}-[0-9]{2}'
readonly local_time="$date [0-9:]{8} [-+][0-9]{4}"
readonly who='user=alice service=ozibus rhost=127\.0\.0\.1 tty=ssh'
# shellcheck source=tests/system/ctl_words.sh
source "$tests/ctl_words.sh" "$4"

# new_codes [OPTION...]: makes them as an administrator does who pipes them to a printer.
new_codes() {
    gives 0 recovery create alice "$@"
    reads "$complained" 'Recovery codes of alice, each good once\. Those made earlier are void\. [a-z A-Z'\'']+\.'
    mv "$said" "$house/codes"
}

# Twelve letters and digits as somebody types them in a hurry.
typed_code() {
    sed -n "$1p" "$house/codes" | tr -d - | tr '[:upper:]' '[:lower:]'
}

# refused_code CODE: is no better than a wrong one.
refused_code() {
    dialogue <<END
ssh ozibus whoami
asked \$sent \$question
answer $1
asked "That code was not accepted. 2 attempts left." \$question
leave
END
    one_result "result=aborted $who .* sends=1 attempts=1 .*"
    orders 1
    verifies 0
}

# unprintable WHY: standard output can't be written, for that reason.
unprintable() {
    local status=0
    "$house/ozibusctl" --config "$house/login.conf" recovery create alice --count 3 2>"$complained" || status=$?
    same "exit status" 1 "$status"
    grep -qE "^ozibusctl: standard output: $1; .* the new codes are valid and the earlier ones void, " "$complained" ||
        say_why_and_stop "no word about the codes:" "$complained"
    gives 0 recovery list alice
    reads "$said" "alice: recovery codes: 3 of 3 left, .*"
}

furnish
limits=('send_limit = "50 per 15m"' 'lockout = "10 per 1h"')
write_configuration login "${limits[@]}" <<<'resend_wait = "0s"'
write_configuration patient "${limits[@]}"  <<<$'resend_wait = "0s"\nattempts = 10'
pam_service ozibus "$(ozibus_auth login)" "$permit"
pam_service ozibus-patient "$(ozibus_auth patient)" "$permit"
start_sshd ozibus AuthenticationMethods publickey,keyboard-interactive
start_sshd ozibus-patient AuthenticationMethods publickey,keyboard-interactive
start_sudo ozibus

scenario "a bypass lets in without a code by ssh and by sudo, until it is ended"
quietly 0 "alice: no code needed until $local_time; to end it now: ozibusctl bypass alice 0s" bypass alice 30m
one_change 'ctl=bypass user=alice by=0 span=30m'
dialogue <<'END'
ssh ozibus whoami
ends "alice\r\n" 0
END
one_result "result=exempt $who sends=0 attempts=0 $times reason=\"bypass: .*\""
dialogue <<'END'
sudo whoami
ends "root\r\n" 0
END
one_result "result=exempt user=alice service=ozibus .* reason=\"bypass: .*\""
quietly 0 'alice: no bypass; codes are asked for\.' bypass alice 0s
one_change 'ctl=bypass user=alice by=0 span=0s'
dialogue <<'END'
ssh ozibus whoami
asked $sent $question
leave
END
one_result "result=aborted $who .*"
orders 1
verifies 0

scenario "whoever has no contact is let in by a bypass, and the administrator is warned"
gives 0 bypass bob 1h
reads "$complained" "ozibusctl: warning: $house/users.map: no line for bob; .*; the bypass works without it"
dialogue <<'END'
ssh -l bob ozibus whoami
ends "bob\r\n" 0
END
one_result "result=exempt user=bob .* reason=\"bypass: .*\""
gives 0 recovery create bob --count 1
grep -qE 'warning: .*no line for bob; .*; recovery codes do not work without it' "$complained" ||
    say_why_and_stop "no warning:" "$complained"

scenario "whoever gets a contact is sent a code there at the next login, and none when it is taken out again"
quietly 0 'bob: codes go to \+61400000003' user set bob '0400 000 003' --region AU
gives 0 bypass bob 0s
dialogue <<'END'
ssh -l bob ozibus whoami
await "\r(bob@server) A code was sent to +61*****003 by SMS.\r\nCode (r: send again): "
answer [code]
ends "bob\r\n" 0
END
one_result 'result=accepted user=bob .*'
orders 1
verifies 1
quietly 0 'bob: removed from the map' user remove bob
dialogue <<'END'
ssh -l bob ozibus whoami
await "The second factor is not available. Ask your administrator.\r\n\r\r\n"
leave
END
one_result 'result=unenrolled user=bob .*'
orders 0

scenario "recovery codes come one a line on standard output alone, the system log has none of them"
new_codes
one_change 'ctl="recovery create" user=alice by=0 count=10'
same "codes" 10 "$(grep -cxE '[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}' "$house/codes")"
same "lines" 10 "$(wc -l <"$house/codes")"
sed 'p; s/-//g' "$house/codes" >"$house/in_plain"
if grep -rqaiF -f "$house/in_plain" "$OZIBUS_SYSLOG" "$state"; then
    say_why_and_stop "a code is in the log or in the state"
fi

scenario "a recovery code gets in once, however it is typed"
dialogue <<END
ssh ozibus whoami
asked \$sent \$question
answer $(typed_code 1)
ends "alice\r\n" 0
END
one_result "result=recovery $who .* sends=1 attempts=1 .*"
orders 1
verifies 0
refused_code "$(typed_code 1)"
quietly 0 "alice: recovery codes: 9 of 10 left, made $local_time" recovery list alice
quietly 0 "\{\"user\":\"alice\",\"left\":9,\"made\":10,\"made_at\":\"${date}T[0-9:]{8}Z\"\}" recovery list alice --json

scenario "a new set makes the earlier one void"
old=$(typed_code 2)
new_codes --count 2
refused_code "$old"
quietly 0 "alice: recovery codes: 2 of 2 left, made $local_time" recovery list alice

scenario "what can't be printed is valid all the same, and ozibusctl says so"
mkfifo "$house/unread"
exec 7<>"$house/unread"
exec 8>"$house/unread" 7>&-
unprintable "No space left on device" >/dev/full
unprintable "Bad file descriptor" >&-
unprintable "Broken pipe" >&8

scenario "revoked codes are void"
new_codes
quietly 0 'alice: no recovery code is valid\.' recovery revoke alice
one_change 'ctl="recovery revoke" user=alice by=0'
quietly 0 'alice: recovery codes: none' recovery list alice
quietly 0 '\{"user":"alice","left":0,"made":0,"made_at":null\}' recovery list alice --json
refused_code "$(typed_code 1)"

scenario "ten wrong codes lock a user, unlock ends that"
quietly 0 'alice: not locked, and no code counts as sent\.' unlock alice
dialogue <<'END'
ssh ozibus-patient whoami
asked $sent $question
for {set left 9} {$left > 0} {incr left -1} {
    answer [wrong_code]
    asked "That code was not accepted. $left attempt[expr {$left > 1 ? "s" : ""}] left." $question
}
answer [wrong_code]
await "Too many codes that were not accepted.\r\n\r\r\n"
leave
END
one_result 'result=maxtries .* attempts=10 .*'
orders 1
verifies 10
gives 0 status alice
grep -qE '^  codes rejected +10 of 10 per 1h$' "$said" || say_why_and_stop "no rejected codes:" "$said"
grep -qE '^  locked +for another (1h|[0-9]+m)$' "$said" || say_why_and_stop "no lock:" "$said"
gives 0 status
grep -qE '^alice: [0-9]+ of 50 per 15m codes sent, 10 of 10 per 1h rejected, locked for another (1h|[0-9]+m)$' "$said" ||
    say_why_and_stop "alice's counts are not in the list:" "$said"
dialogue <<'END'
ssh ozibus whoami
await "Too many wrong codes. "
leave
END
one_result "result=locked $who .*ozibusctl unlock.*"
orders 0
quietly 0 'alice: not locked, .*' unlock alice
one_change 'ctl=unlock user=alice by=0'
dialogue <<'END'
ssh ozibus whoami
asked $sent $question
answer [code]
ends "alice\r\n" 0
END
one_result "result=accepted $who .*"
orders 1
verifies 1

scenario "an address that is remembered needs codes again once it is forgotten"
sed -i '/^state_dir/a remember = "8h"' "$house/login.conf"
dialogue <<'END'
ssh ozibus whoami
asked $sent $question
answer [code]
ends "alice\r\n" 0
ssh ozibus whoami
ends "alice\r\n" 0
END
settle
results_seen=$((results_seen + 1))
one_result "result=remembered $who .*"
gives 0 bypass alice 2h
used='\{"count":[0-9]+,"limit":[0-9]+,"window_seconds":[0-9]+\}'
quietly 0 "\{\"user\":\"alice\",\"sent\":$used,\"rejected\":$used,\"locked_seconds\":null,\"bypass_seconds\":[67][0-9]{3},\
\"remembered_addresses\":1,\"recovery_codes\":\{\"left\":0,\"made\":0,\"made_at\":null\},\"logins\":(null|\[\])\}" \
    status alice --json
gives 0 status alice
grep -qE '^  remembered addresses +1$' "$said" || say_why_and_stop "no remembered address:" "$said"
gives 0 status
grep -qE '^alice: .*, bypass for another 2h, addresses remembered: 1$' "$said" ||
    say_why_and_stop "no remembered address in the list:" "$said"
gives 0 bypass alice 0s
quietly 0 'alice: no address is remembered; .*' forget alice
one_change 'ctl=forget user=alice by=0'
dialogue <<'END'
ssh ozibus whoami
asked $sent $question
leave
END
one_result "result=aborted $who .*"
orders 2
verifies 1

scenario "a test on this terminal asks as a login does, and does not show a hidden code"
write_configuration hidden "${limits[@]}" <<<'echo = false'
dialogue <<'END'
spawn -noecho $house/ozibusctl --config $house/hidden.conf test alice
await "Press Enter for a code by SMS (m: by e-mail): "
answer ""
await "A code was sent to +61*****001 by SMS.\r\n$question"
type [code]
ends "\r\nalice: the code was accepted; the test is noted.\r\n" 0
END
one_result "result=accepted user=alice service=ozibusctl rhost= tty=/dev/pts/[0-9]+ .*"
one_change 'ctl=test user=alice by=0'
reads "$state/tested" 'alice [0-9]+'

scenario "a user whom the system does not know any more can be looked at and cleaned up after"
gives 0 recovery create bob
userdel bob
fails 1 'bob: the system does not know this user; .*' bypass bob 1h
fails 1 'bob: the system does not know this user; .*' recovery create bob
quietly 0 'bob: recovery codes: 10 of 10 left, .*' recovery list bob
quietly 0 'bob: no recovery code is valid\.' recovery revoke bob
quietly 0 'bob: not locked, .*' unlock bob
quietly 0 'bob: no address is remembered; .*' forget bob
quietly 0 $'bob:\n.*\n  bypass  .*' status bob

scenario "a name that nobody has and nobody had is an error, and leaves no record"
records=$(find "$state/users" -type f | wc -l)
for command in 'bypass alcie 1h' 'unlock alcie' 'forget alcie' 'status alcie' 'recovery create alcie' \
    'recovery list alcie' 'recovery revoke alcie'; do
    # shellcheck disable=SC2086 # these are words
    fails 1 'alcie: the system does not know this user.*' $command
done
same "records" "$records" "$(find "$state/users" -type f | wc -l)"

scenario "a user may be called like a command"
useradd status
quietly 0 $'status:\n.*' status status
quietly 0 'status: not locked, .*' unlock status

scenario "a wrong command line has exit status 2 and changes nothing"
settle
before=$(count 'ozibusctl\[' "$OZIBUS_SYSLOG")
for command in '' 'nothing' 'bypass alice' 'bypass alice 8d' 'bypass alice 999ms' 'bypass alice forever' \
    'recovery' 'recovery create alice --count 0' 'recovery create alice --count 11' 'status alice bob' 'unlock alice bob'; do
    # shellcheck disable=SC2086 # these are words
    fails 2 '.*; see ozibusctl --help-all' $command
done
settle
same "changes in the log" "$before" "$(count 'ozibusctl\[' "$OZIBUS_SYSLOG")"

scenario "who is not root is told so, and may do what they like with state of their own"
as_daemon() {
    status=0
    setpriv --reuid daemon --regid daemon --clear-groups env SUDO_UID=0 "$house/ozibusctl" "$@" \
        >"$said" 2>"$complained" || status=$?
}
as_daemon --config "$house/login.conf" bypass alice 1h
same "exit status" 1 "$status"
reads "$said" ""
reads "$complained" "ozibusctl: $state: is not yours; run ozibusctl as root"
install -d -o daemon -m 0700 "$house/daemon"
sed "s|^state_dir.*|state_dir = \"$house/daemon\"|" "$house/login.conf" >"$house/daemon.conf"
as_daemon --config "$house/daemon.conf" unlock alice
same "exit status" 0 "$status"
one_change "ctl=unlock user=alice by=$(id -u daemon)"

scenario "the log tells who became root through sudo"
SUDO_UID=1234 gives 0 unlock alice
one_change 'ctl=unlock user=alice by=0 sudo_uid=1234'
SUDO_UID='1 result=accepted' gives 0 unlock alice
one_change 'ctl=unlock user=alice by=0'

scenario "everybody of whom something is counted is listed, and nobody else"
quietly 0 'alice: not locked, .*' unlock alice
useradd carol
gives 0 bypass carol 2h
gives 0 status
reads "$said" $'carol: bypass for another ([0-9]+m|2h)\nlast logins: .*'
gives 0 status --json
reads "$said" '\{"users":\[\{"user":"carol",.*"bypass_seconds":[67][0-9]{3},.*\}\],"damaged":0,"logins":(null|\[\])\}'

scenario "the journal's last logins are shown where there is a journal"
cat >"$house/journalctl" <<'END'
#!/bin/bash
[[ " $* " == *' SYSLOG_IDENTIFIER=ozibus-helper _UID=0 '* && " $* " == *" _UID=$(id -u _ozibus) "* ]] || exit 1
printf '{"__REALTIME_TIMESTAMP":"1740798309000000","MESSAGE":"result=accepted user=%s service=sshd rhost=203.0.113.5"}\n' \
    alice bob
END
chmod 0755 "$house/journalctl"
mount --bind "$house/journalctl" /usr/bin/journalctl
gives 0 status alice
[[ $(tail -n 2 "$said") =~ ^last\ logins:$'\n'\ \ 2025-0.*\ alice\ by\ sshd\ from\ 203\.0\.113\.5:\ accepted$ ]] ||
    say_why_and_stop "no last login:" "$said"
gives 0 status --json
"$tests/json_schema.py" "$tests/../../docs/ozibusctl.schema.json" status <"$said"
chmod 0644 "$house/journalctl"
gives 0 status
reads "$said" $'carol: .*\nlast logins: not known: there is no /usr/bin/journalctl; .*'

scenario "a damaged record is set aside, and the administrator reads of it"
for record in "$state"/users/*; do
    printf 'damage' >"$record"
done
gives 1 status alice
gives 0 unlock alice
reads "$complained" "ozibusctl: warning: $state/users/.* set aside as .*"
one_change 'ctl=unlock user=alice by=0 warning=".* set aside as .*"'
quietly 0 $'alice:\n  codes sent +0 of 50 per 15m\n.*' status alice
