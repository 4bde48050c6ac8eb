#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# quick_start.sh [SECTION...]: types what stands in the blocks of docs/quick-start.md, those of the sections SECTION only
# if there are any, each block in the window that the word behind its ```sh names. Makes the account alice, and has to be
# root where that and whatever else the page does is welcome.
set -euo pipefail
here=$(dirname "$(realpath "$0")")
page=$here/../../docs/quick-start.md
home=/home/alice
OZIBUS_HOUSE=$(mktemp --directory --tmpdir=/run)
export OZIBUS_HOUSE TERM=dumb

# She comes from this machine, too, which she knows by the name that the page gives to it.
make_alice() {
    useradd --home-dir "$home" --create-home --shell /bin/bash --groups sudo alice
    printf 'alice:alicePass1\n' | chpasswd
    mkdir "$home/.ssh"
    ssh-keygen -q -t ed25519 -N '' -f "$home/.ssh/id_ed25519"
    cp "$home/.ssh/id_ed25519.pub" "$home/.ssh/authorized_keys"
    printf 'server %s\n' "$(</etc/ssh/ssh_host_ed25519_key.pub)" >"$home/.ssh/known_hosts"
    printf "PS1='login> '\n" >"$home/.bash_profile"
    chmod -R go= "$home/.ssh"
    chown -R alice: "$home"
    printf '127.0.0.1 server\n' >>/etc/hosts
}

# A section that is called otherwise now would be left out unseen.
know_sections() {
    local section
    for section in "$@"; do
        grep -qFx -e "## $section" "$page" || {
            printf '%s: no such section: %s\n' "$page" "$section" >&2
            return 1
        }
    done
}

# Each block as a file NUMBER.WINDOW.
cut_into_blocks() {
    awk -v folder="$OZIBUS_HOUSE" -v sections="|$(printf '%s|' "$@")" '
        /^## / { wanted = sections == "||" || index(sections, "|" substr($0, 4) "|") }
        /^```/ && file { file = ""; next }
        /^```/ && $1 != "```sh" { print FILENAME ":" FNR ": no ```sh and a window"; exit 1 }
        /^```/ { file = wanted ? sprintf("%s/%03d.%s", folder, FNR, $2) : "/dev/null"; next }
        file { print >file }' "$page"
}

know_sections "$@"
make_alice
cut_into_blocks "$@"
chmod 0755 "$OZIBUS_HOUSE"
ln -s /var/lib/ozibus-server/outbox "$OZIBUS_HOUSE/outbox.jsonl"
cat "$here/../system/dialogue.tcl" "$here/quick_start.tcl" | expect - "$OZIBUS_HOUSE"/[0-9]*
