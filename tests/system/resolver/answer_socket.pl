#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# answer_socket.pl SOCKET NAME ADDRESS: what libnss_asked asks. Returns as soon as it listens.
use strict;
use warnings;
use IO::Socket::UNIX;

my ($path, $name, $address) = @ARGV;
my $socket = IO::Socket::UNIX->new(Type => SOCK_STREAM, Local => $path, Listen => 5) or die "$path: $!\n";
chmod 0666, $path or die "$path: $!\n";
defined(my $server = fork) or die "fork: $!\n";
exit 0 if $server;

# A descriptor kept from the caller would make whoever reads its output to the end wait for ever.
open STDIN, '<', '/dev/null' or die "/dev/null: $!\n";
open STDOUT, '>', '/dev/null' or die "/dev/null: $!\n";
open STDERR, '>', '/dev/null' or die "/dev/null: $!\n";
while (my $client = $socket->accept) {
    my $asked = <$client> // '';
    print {$client} $asked eq "$name\n" ? "$address\n" : "\n";
}
