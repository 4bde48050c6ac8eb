#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# roll_out.sh MODULE HELPER SERVER PACKAGES UNPACKED: docs/examples/roll-out.yml by the real Ansible, on a machine with the
# package: what it refuses to begin with, what it takes back; then a login by ssh asks for a code behind the key.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/../system/scenario.sh" "$@"
# shellcheck source=tests/packages/fresh_machine.sh
source "$(dirname "$0")/fresh_machine.sh" "$4"

readonly unpacked=$5 site=$house/site
export PYTHONPATH=$unpacked/usr/lib/python3/dist-packages
[[ -e $unpacked/usr/bin/ansible-playbook ]] || say_why_and_stop "no ansible in $unpacked; run: setup/unpack_packages.sh"
export LC_ALL=C.UTF-8 ANSIBLE_HOME=$house/ansible ANSIBLE_NOCOLOR=1 ANSIBLE_PIPELINING=1 ANSIBLE_GATHER_SUBSET='!all,service_mgr'

lay_out_site() {
    mkdir -m 0700 "$site"
    cp "$conf/../docs/examples/roll-out.yml" "$site"
    printf 'alice: +61400000001, alice@example.com\nroot: root@example.com\n' >"$site/users.map"
    printf '[ssh_servers]\nlocalhost ansible_connection=local ansible_python_interpreter=/usr/bin/python3\n' >"$site/hosts"
}

# The package comes from no archive here.
play() {
    "$unpacked/usr/bin/ansible-playbook" --inventory "$site/hosts" --skip-tags package "$site/roll-out.yml" \
        -e ansible_become=false -e ozibus_merchant_id=M-1001 -e ozibus_api_key=key-of-the-test-merchant \
        -e ozibus_automation_user=root "$@" </dev/null >"$house/play.log" 2>&1
}

# fails_at TASK [OPTION...]: the play does, and says so.
fails_at() {
    if play "${@:2}"; then
        say_why_and_stop "it was done, in spite of: $1" "$house/play.log"
    fi
    tac "$house/play.log" | sed -n '/^fatal:\|^failed:/,/^TASK/{/^TASK/p}' | grep -qF "TASK [$1]" ||
        say_why_and_stop "it did not fail at: $1" "$house/play.log"
}

everything() {
    find /etc/ozibus /etc/pam.d /etc/ssh -type f -exec sha256sum {} + | sort -k 2
}

changes_nothing() {
    local before
    before=$(everything)
    fails_at "$@"
    same "files" "$before" "$(everything)"
}

# What Ansible asks of systemd, which does not run here.
stand_in_for_systemd() {
    mkdir -p /run/systemd/system
    cat >/usr/local/sbin/systemctl <<'END'
#!/bin/sh
case "$*" in
'show ssh') printf '%s\n' LoadState=loaded ActiveState=active SubState=running ;;
'reload ssh') kill -HUP "$(cat /run/sshd.pid)" ;;
*) exit 1 ;;
esac
END
    chmod 0755 /usr/local/sbin/systemctl
}

furnish
printf 'AuthorizedKeysFile %s\n' "$house/authorized_keys/%u" >/etc/ssh/sshd_config.d/50-keys.conf
start_own_sshd
write_client_configuration sshd 22
mapfile -t files < <(package_files libpam-ozibus)
quietly "apt install" apt-get install --yes --no-install-recommends "${files[@]}"
stand_in_for_systemd
lay_out_site

scenario "nothing is changed where it would lock out, or ask nobody"
readonly looks='This play would not lock itself out, and finds what it changes'
readonly groups='Each of the groups is there and has members'
changes_nothing "$looks" -e ozibus_automation_user=ansible
sed -i 's/^@include common-auth/@include  common-auth/' /etc/pam.d/sshd
changes_nothing "$looks"
sed -i 's/^@include  common-auth/@include common-auth/' /etc/pam.d/sshd
groupadd --system ssh-code
changes_nothing "$groups"
usermod --append --groups ssh-code alice

scenario "what check then finds wrong is taken back, also while it observes"
printf 'bob: 0400\n' >>"$site/users.map"
fails_at "This host is not done" -e ozibus_mode=observe
grep -q map-line "$house/play.log" || say_why_and_stop "it does not say why:" "$house/play.log"
pam_is_as_before
[[ ! -e /etc/ssh/sshd_config.d/00-ozibus.conf ]] || say_why_and_stop "sshd still insists on the key"

scenario "the playbook comes to its end, which is that ozibusctl check finds nothing wrong"
sed -i '/^bob/d' "$site/users.map"
play -e ozibus_mode=observe -e '{"ozibus_required_groups": []}' || say_why_and_stop "to observe everybody:" "$house/play.log"
play || say_why_and_stop "ansible-playbook:" "$house/play.log"

scenario "a slip later on does not switch the code off"
printf 'bob: 0400\n' >>"$site/users.map"
fails_at "This host is not done"
[[ -e /etc/ssh/sshd_config.d/00-ozibus.conf ]] || say_why_and_stop "sshd does not insist on the key"

scenario "a login asks for a code behind the key"
sed -i "1i [api]\nbase_urls = [\"https://localhost:$server_port/v1\"]\n" /etc/ozibus/ozibus.conf
printf 'bearer_token = "token-of-the-test-merchant"\n' >>/etc/ozibus/credentials
dialogue <<'END'
ssh sshd whoami
asked $sent $question
answer [code]
ends "alice\r\n" 0
END
one_result 'result=accepted user=alice service=sshd rhost=127\.0\.0\.1 tty=ssh .*'
