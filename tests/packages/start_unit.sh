#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Stands in for systemctl where systemd does not run: starts the unit's command as the unit's user, and returns when the
# server listens.
set -euo pipefail
[[ $* != 'enable ozibus-server' ]] || exit 0
[[ $* == 'restart ozibus-server' ]]
unit=/lib/systemd/system/$2.service

value() {
    sed -n "s/^$1=//p" "$unit"
}

user=$(value User)
read -ra command < <(value ExecStart)
install -d -m 0700 -o "$user" "/var/lib/$(value StateDirectory)"
capability=+$(value AmbientCapabilities | sed 's/^CAP_//' | tr '[:upper:]' '[:lower:]')
port=$(sed -n 's/^port = //p' "/etc/$2/$2.toml")
setpriv --reuid "$user" --regid "$user" --clear-groups --inh-caps "$capability" --ambient-caps "$capability" \
    "${command[@]}" </dev/null >/dev/null 2>&1 &
until (: </dev/tcp/127.0.0.1/"$port") 2>/dev/null; do
    kill -0 $!
    sleep 0.02
done
