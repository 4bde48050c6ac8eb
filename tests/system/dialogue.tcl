# SPDX-License-Identifier: Apache-2.0
# The words in which a scenario tells how a person talks to a real ssh or sudo; read by expect.
# What is awaited has to come next: text before it that nobody awaited is a failure too.
set timeout 100
set house $env(OZIBUS_HOUSE)
set sent "A code was sent to +61*****001 by SMS."
set question "Code (r: send again, m: send by e-mail): "

proc fail {what} {
    puts stderr "\nFAILED: $what"
    exit 1
}

proc shown {text} {
    return [string map {\r \\r \n "\\n\n    " \x1b \\e} $text]
}

proc ssh {args} {
    global spawn_id house
    spawn -noecho ssh -F $house/ssh_config {*}$args
}

# As alice and without PAM: only sudo is to ask anything.
proc sudo {args} {
    global spawn_id
    spawn -noecho setpriv --reuid alice --regid alice --init-groups env LC_ALL=C sudo {*}$args
}

proc await {text} {
    expect {
        -exact $text {}
        timeout { fail "in vain awaited: [shown $text]" }
        eof { fail "it ended, awaited was: [shown $text]" }
    }
    if {$expect_out(buffer) ne $text} {
        fail "awaited: [shown $text]\ncame:    [shown $expect_out(buffer)]"
    }
}

proc type {text} {
    send -- "$text\r"
}

# The answer to a question that shows what is typed.
proc answer {text} {
    type $text
    await "$text\r\n"
}

# The program ends, having said no more than this, with this exit status.
proc ends {text status} {
    expect {
        timeout { fail "it did not end" }
        eof {}
    }
    if {$expect_out(buffer) ne $text} {
        fail "awaited at the end: [shown $text]\ncame:               [shown $expect_out(buffer)]"
    }
    set left [lindex [wait] 3]
    if {$left != $status} {
        fail "exit status $left, awaited was $status"
    }
}

# sshd's question, as the ssh client shows it.
proc asked {args} {
    await "\r(alice@server) [join $args "\r\n"]"
}

# The files that one process, found by what `ps` calls it, has mapped.
proc mapped_by {title} {
    set found {}
    foreach process [glob /proc/\[0-9\]*] {
        if {![catch {lines_of $process/cmdline} command] && [string match $title [join $command]]} {
            lappend found $process
        }
    }
    if {[llength $found] != 1} {
        fail "not one process, but [llength $found] are $title"
    }
    set files {}
    foreach line [lines_of $found/maps] {
        if {[regexp {(/.*)$} $line all file]} {
            lappend files $file
        }
    }
    return [lsort -unique $files]
}

proc same_but_for_the_module {before with} {
    global house
    set more [lsort -unique [concat $before $house/pam_ozibus.so]]
    if {$with ne $more} {
        fail "mapped without the module:\n[join $before \n]\nmapped with it:\n[join $with \n]"
    }
}

# The person closes the window.
proc leave {} {
    close
    wait
}

proc lines_of {name} {
    set file [open $name]
    set lines [split [string trimright [read $file] "\n"] "\n"]
    close $file
    return $lines
}

# The code of the newest message that was delivered.
proc code {} {
    global house
    if {![regexp {"code":"([^"]+)"} [lindex [lines_of $house/outbox.jsonl] end] all code]} {
        fail "no code in the outbox"
    }
    return $code
}

proc wrong_code {} {
    return [string map {0 1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 0} [code]]
}
