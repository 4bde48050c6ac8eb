# SPDX-License-Identifier: Apache-2.0
# source listed_commands.sh: what the help of the program $ctl lists.
# shellcheck shell=bash disable=SC2154

# listed [WORD...]: "recovery create [--count N] USER" for each command that begins with these words.
listed() {
    local help words word
    help=$("$ctl" "$@" --help)
    words=$(awk '/^[A-Z]/ { part = $1 } part == "Subcommands:" && /^  [a-z]/ { print $1 }' <<<"$help")
    for word in $words; do
        listed "$@" "$word"
    done
    if [[ -n $words ]]; then
        return
    fi
    awk -v entry="$*" '
        /^[A-Z]/ { part = $1 }
        part == "Positionals:" && / REQUIRED / { arguments = arguments " " $1 ($2 == "..." ? $2 : "") }
        part == "Positionals:" && /^  [A-Z]/ && !/ REQUIRED / { arguments = arguments " [" $1 "]" }
        part == "Options:" && /^  --/ && $1 != "--help-all" {
            sub(/=.*/, "", $2)
            options = options " [" $1 ($2 ~ /^[A-Z]+$/ ? " " $2 : "") "]"
        }
        END { print entry options arguments }' <<<"$help"
}
