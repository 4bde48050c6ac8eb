# SPDX-License-Identifier: Apache-2.0
# Reads the files NUMBER.WINDOW of quick_start.sh and types each where it belongs, behind the words of dialogue.tcl.
#   root     the root shell that stays open
#   finding  likewise, and the command has something to complain of
#   you      a new window of alice's on a machine of her own
#   login    the login that was opened there

# apt takes its time.
set timeout 100

proc open_root_window {} {
    global spawn_id
    spawn -noecho env {PS1=root> } bash --noprofile --norc
    expect -exact "root> "
    return $spawn_id
}

proc open_own_window {} {
    global spawn_id
    spawn -noecho setpriv --reuid alice --regid alice --init-groups env -C /home/alice {PS1=own> } \
        bash --noprofile --norc
    expect -exact "own> "
    return $spawn_id
}

# Types the block, answers what is asked, and waits until pattern shows that it is done.
proc play {window line pattern} {
    global spawn_id
    set spawn_id $window
    type $line
    expect {
        -re {Code \([^)]*\): $} { type [code]; exp_continue }
        -re {\[sudo\] password for alice: $} { type alicePass1; exp_continue }
        -re {\[Y/n\] $} { type y; exp_continue }
        -re $pattern {}
        timeout { fail "it did not end: $line" }
        eof { fail "the window was closed: $line" }
    }
    return $expect_out(0,string)
}

proc run {window file status} {
    set last [play $window "bash -e $file; echo \"exit:\$?\"" {exit:[0-9]+\r\n}]
    regexp {exit:([0-9]+)} $last all left
    if {$left != $status} {
        fail "exit status $left, awaited was $status: [read_block $file]"
    }
}

proc read_block {file} {
    return [join [lines_of $file] "\n"]
}

set root [open_root_window]
foreach file $argv {
    switch [file extension $file] {
        .root { run $root $file 0 }
        .finding { run $root $file 1 }
        .you { play [set own [open_own_window]] [read_block $file] {login> $} }
        .login { run $own $file 0 }
        default { fail "no such window: $file" }
    }
}
