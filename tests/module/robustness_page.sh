#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# robustness_page.sh compare|write PAGE NAME COMMAND [ARGUMENT...]: COMMAND prints tables in Markdown. Whether
# PAGE shows the same ones between its lines "<!-- NAME: begin -->" and "<!-- NAME: end -->", row by row; or puts
# them there. What stands in right-aligned columns is the machine's, so that is not compared.
set -euo pipefail
task=$1
page=$2
begin="<!-- $3: begin -->"
end="<!-- $3: end -->"
shift 3

fail() {
    printf '%s: %s\n' "$0" "$1" >&2
    exit 1
}

for line in "$begin" "$end"; do
    (($(grep -Fxc -e "$line" "$page") == 1)) || fail "$page needs the line $line, once"
done
table=$("$@")

shown() {
    sed "1,/^$begin\$/d; /^$end\$/,\$d" "$page"
}

# Of the tables and their headings, what is to be the same everywhere.
results() {
    awk -F '|' '
        /^### / { lines[++count] = $0 }
        /^\| / {
            lines[++count] = $0
            for (column = 2; column < NF; ++column) if ($column ~ /^ -+: $/) machines[column]
        }
        END {
            for (row = 1; row <= count; ++row) {
                if (lines[row] ~ /^#/) { print lines[row]; continue }
                columns = split(lines[row], cell)
                for (column = 2; column < columns; ++column) if (!(column in machines)) printf "|%s", cell[column]
                print "|"
            }
        }'
}

machine() {
    printf 'Measured on %s: Linux %s, %s processors (%s).\n' "$(date +%F)" "$(uname -r | cut -d. -f1,2)" "$(nproc)" \
        "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p)"
}

case $task in
compare)
    seen=$(results <<<"$table")
    diff --label "$page" --label "what was seen" --unified=0 <(shown | results) <(printf '%s\n' "$seen")
    printf '%d rows\n' "$(awk '/^\| ---/ { --rows; next } /^\|/ { ++rows } END { print rows }' <<<"$seen")"
    ;;
write)
    text=$(
        sed "/^$begin\$/q" "$page"
        printf '%s\n\n%s\n' "$(machine)" "$table"
        sed -n "/^$end\$/,\$p" "$page"
    )
    printf '%s\n' "$text" >"$page"
    ;;
*)
    fail "neither compare nor write: $task"
    ;;
esac
