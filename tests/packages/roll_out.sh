#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# roll_out.sh MODULE HELPER SERVER PACKAGES UNPACKED: docs/examples/roll-out.yml by the real Ansible, on a machine with the
# package; then a login by ssh asks for a code behind the key.
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
        </dev/null >"$house/play.log" 2>&1 || say_why_and_stop "ansible-playbook:" "$house/play.log"
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
usermod --append --groups staff alice
printf 'AuthorizedKeysFile %s\n' "$house/authorized_keys/%u" >/etc/ssh/sshd_config.d/50-keys.conf
start_own_sshd
write_client_configuration sshd 22
mapfile -t files < <(package_files libpam-ozibus)
quietly "apt install" apt-get install --yes --no-install-recommends "${files[@]}"
stand_in_for_systemd
lay_out_site

scenario "the playbook comes to its end, which is that ozibusctl check finds nothing wrong"
play

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
