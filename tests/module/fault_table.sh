#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# fault_table.sh FOLDER: the tables of docs/robustness.md that the last run of the tests of faults left in FOLDER, one
# for each group of faults, put together from a part for each moment. A result that a part does not have is a fault that makes no sense then.
set -euo pipefail
folder=$1

awk -F '\t' '
    FNR == 1 { ++part }
    { name[$1] = $2; result[$1, part] = $3; group[$1] = $6 }
    $4 > seconds[$1] { seconds[$1] = $4 }
    $5 > mib[$1] { mib[$1] = $5 }
    $1 > last { last = $1 }
    function shown(row, part) { return (row, part) in result ? result[row, part] : "-" }
    function begin_group(name) {
        print (row > 0 ? "\n" : "") "### " name "\n"
        print "| fault | at send | at send, allowed | at verify | seconds | MiB |"
        print "| --- | --- | --- | --- | ---: | ---: |"
    }
    END {
        for (row = 0; row <= last; ++row) {
            if (row == 0 || group[row] != group[row - 1]) begin_group(group[row])
            printf "| %s | %s | %s | %s | %s | %s |\n", name[row], shown(row, 1), shown(row, 2), shown(row, 3),
                seconds[row], mib[row]
        }
    }' "$folder/FaultsAtSend.part" "$folder/FaultsAtSendAllowed.part" "$folder/FaultsAtVerify.part"
