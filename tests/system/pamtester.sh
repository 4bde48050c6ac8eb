#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The module and the helper as pamtester meets them: what libpam tells an application, in its words.
# shellcheck source=tests/system/scenario.sh
source "$(dirname "$0")/scenario.sh" "$@"

furnish
write_configuration ask_first <<<'ask_first = true'
pam_service ozibus-test "$(ozibus_auth login)"
pam_service ozibus-ask-first "$(ozibus_auth ask_first)"
pam_service ozibus-no-helper "auth required $module config=$house/login.conf helper=$house/no-helper"

scenario "the right code is a success, also for the credentials"
dialogue <<'END'
spawn -noecho pamtester ozibus-test alice authenticate setcred
await "$sent\r\n$question"
answer [code]
ends "pamtester: successfully authenticated\r\npamtester: credential info has successfully been set.\r\n" 0
END
one_result "result=accepted user=alice service=ozibus-test .* sends=1 attempts=1 .*"
failures 0
orders 1
verifies 1

scenario "three wrong codes are the end of all tries"
dialogue <<'END'
spawn -noecho pamtester ozibus-test alice authenticate
await "$sent\r\n$question"
answer [wrong_code]
await "That code was not accepted. 2 attempts left.\r\n$question"
answer [wrong_code]
await "That code was not accepted. 1 attempt left.\r\n$question"
answer [wrong_code]
ends "Too many codes that were not accepted.\r\npamtester: Have exhausted maximum number of retries for service\r\n" 1
END
one_result "result=maxtries user=alice service=ozibus-test .* sends=1 attempts=3 .*"
failures 1
orders 1
verifies 3

scenario "the person says when, and by which channel"
dialogue <<'END'
spawn -noecho pamtester ozibus-ask-first alice authenticate
await "Press Enter for a code by SMS (m: by e-mail): "
answer m
await "A code was sent to a*****@example.com by e-mail.\r\nCode (r: send again, s: send by SMS): "
answer r
expect -re {^Wait [0-9]+ more seconds?\.\r\n}
await "Code (r: send again, s: send by SMS): "
answer "  "
await "Type the code that was sent, then press Enter.\r\nCode (r: send again, s: send by SMS): "
answer [code]
ends "pamtester: successfully authenticated\r\n" 0
END
one_result "result=accepted user=alice service=ozibus-ask-first .* channel=mail .* sends=1 attempts=1 .*"
failures 0
orders 1
verifies 1

scenario "without a helper nobody gets in"
dialogue <<'END'
spawn -noecho pamtester ozibus-no-helper alice authenticate
ends "The second factor is not available. Ask your administrator.\r\npamtester: Error in service module\r\n" 1
END
one_result 'result=misconfigured user=alice service=ozibus-no-helper .*reason="/run/ozibus/no-helper: cannot start it: No such file or directory; .*"'
failures 0
orders 0
verifies 0
