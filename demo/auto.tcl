# SPDX-License-Identifier: Apache-2.0
# Plays the newcomer of stage.sh; read by expect after dialogue.tcl.
set env(TERM) dumb

puts "\n\$ ssh sshd-with-code"
ssh sshd-with-code
asked $sent $question
answer [wrong_code]
asked "That code was not accepted. 2 attempts left." $question
answer r
asked "The code was sent again to +61*****001 by SMS." $question
answer [code]
await "alice@server:~$ "
answer "sudo whoami"
await "$sent\r\n$question"
answer [code]
await "root\r\nalice@server:~$ "
answer exit
ends "logout\r\nConnection to 127.0.0.1 closed.\r\r\n" 0
