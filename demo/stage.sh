#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# stage.sh interactive|auto MODULE HELPER SERVER: the demo itself, inside private_root.sh.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
part=$1
shift
# shellcheck source=tests/system/fixture.sh
source "$here/../tests/system/fixture.sh" "$@"

# What the server prints is alice's telephone. The carriage returns keep the line straight also while
# ssh has the terminal in raw mode.
telephone() {
    sed -u 's/^.*$/\r\n    (alice'"'"'s phone) &\r/'
}

# The same prompt whatever this machine's shells are set up to show.
plain_shell() {
    : >/etc/profile
    printf "PS1='alice@server:~$ '\n" >/run/home/alice/.bash_profile
}

set_the_stage() {
    make_certificate
    start_server --show-codes > >(telephone)
    write_configuration login <<<'resend_wait = "0s"'
    make_user alice '+61400000001, alice@example.com'
    plain_shell
    pam_service sshd-with-code "$(ozibus_auth login)"
    pam_service sudo-with-code "$(ozibus_auth login)"
    start_sshd sshd-with-code AuthenticationMethods publickey,keyboard-interactive
    start_sudo sudo-with-code
}

explain() {
    cat <<'END'

You are about to log in by ssh as alice. Her key is in place; what is missing is the code. It comes
by SMS to her telephone, which is this terminal too: look for "(alice's phone)".

  - Type the code that arrives. Try a wrong one first, r for another message, m for
    an e-mail.
  - Once logged in, run:  sudo whoami      It asks for a code as well.
  - Leave with:           exit

END
}

show_log() {
    printf '\nWhat the system log says about it:\n'
    grep -o 'pam_ozibus.*\|ozibus-helper.*' "$OZIBUS_SYSLOG" || (($? == 1))
}

play_interactively() {
    explain
    local status=0
    # Without the client's vain question for a password when all tries are used.
    ssh -F "$house/ssh_config" -o PreferredAuthentications=publickey,keyboard-interactive sshd-with-code || status=$?
    show_log
    return "$status"
}

set_the_stage
case $part in
    interactive) play_interactively ;;
    auto)
        cat "$here/../tests/system/dialogue.tcl" "$here/auto.tcl" | expect -
        show_log
        ;;
    *) exit 2 ;;
esac
