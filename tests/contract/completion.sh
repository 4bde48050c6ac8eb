#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# completion.sh OZIBUSCTL COMPLETION: bash completes what the program's help lists, and nothing else.
set -euo pipefail
ctl=$1
# shellcheck source=tests/contract/listed_commands.sh
source "$(dirname "$0")/listed_commands.sh"
# shellcheck source=conf/bash-completion/ozibusctl
source "$2"
findings=0

# Works within a real completion only.
compopt() {
    :
}

# offers EXPECTED WORD...: what bash is offered for the last word, which may be empty.
offers() {
    local expected offered
    expected=$(tr -s " " "\n" <<<"$1" | sed "/^$/d" | sort)
    shift
    COMP_WORDS=(ozibusctl "$@")
    COMP_CWORD=$#
    _ozibusctl
    offered=$(printf '%s\n' "${COMPREPLY[@]}" | sort)
    if [[ $offered != "$expected" ]]; then
        printf 'ozibusctl %s: expected "%s", offered "%s"\n' "$*" "${expected//$'\n'/ }" "${offered//$'\n'/ }"
        findings=$((findings + 1))
    fi
}

# known_values OPTION
known_values() {
    case $1 in
    --first-factor) echo key password ;;
    --service) (cd /etc/pam.d && echo *) ;;
    esac
}

# look_at_level [WORD...]: the words that may come next in the lists below.
look_at_level() {
    offers "$(awk -v level="$*" 'index($0, level) == 1 {
        split(substr($0, length(level) + 1), words); if (words[1] ~ /^[a-z]/) print words[1] }' <<<"$list" | sort -u)" "$@" ''
}

# look_at_command "recovery create [--count N] USER"
look_at_command() {
    local words=() options=() values=() logins='' entry=$1
    read -ra words <<<"${entry%%[[A-Z]*}"
    while [[ $entry =~ \[(--[a-z-]+)( [A-Z]+)?\](.*) ]]; do
        options+=("${BASH_REMATCH[1]}")
        values+=("${BASH_REMATCH[2]:+value}")
        entry=${BASH_REMATCH[3]}
    done
    [[ ! $1 =~ \ \[?USER\]?(\ |$) ]] || logins=$(compgen -u roo)
    offers "--config --help ${options[*]}" "${words[@]}" -
    offers "$logins" "${words[@]}" roo
    offers "$logins" --config file "${words[@]}" roo
    [[ -z $logins ]] || offers '' "${words[@]}" root ''
    local i
    for i in "${!options[@]}"; do
        # shellcheck disable=SC2086 # a flag has no value
        offers "$logins" "${words[@]}" "${options[i]}" ${values[i]} roo
        [[ -z ${values[i]} ]] || offers "$(known_values "${options[i]}")" "${words[@]}" "${options[i]}" ''
    done
}

list=$(listed)
look_at_level
while read -r group; do
    look_at_level "$group"
    offers '--config --help' "$group" -
done < <(awk '$2 ~ /^[a-z]/ { print $1 }' <<<"$list" | sort -u)
while read -r command; do
    look_at_command "$command"
done <<<"$list"
offers '--config --help --help-all --version' -
offers "$2" --config "${2%?}"
offers "$2" --config = "${2%?}"
offers check --config = "$2" ch
offers 'key password' enable sshd --first-factor ''
[[ $(complete -p ozibusctl) == 'complete -F _ozibusctl ozibusctl' ]]
printf '%d commands, %d findings\n' "$(wc -l <<<"$list")" "$findings"
((findings == 0))
