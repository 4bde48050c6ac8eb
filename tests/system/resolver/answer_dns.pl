#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# answer_dns.pl NAME ADDRESS: a name server at 127.0.0.1 that knows one name. Returns as soon as it listens.
use strict;
use warnings;
use IO::Socket::INET;

my ($name, $address) = @ARGV;
my $socket = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '127.0.0.1', LocalPort => 53) or die "port 53: $!\n";
my $known = join('', map { pack 'C/a', $_ } split /\./, $name) . "\0";
defined(my $server = fork) or die "fork: $!\n";
exit 0 if $server;

# A descriptor kept from the caller would make whoever reads its output to the end wait for ever.
open STDIN, '<', '/dev/null' or die "/dev/null: $!\n";
open STDOUT, '>', '/dev/null' or die "/dev/null: $!\n";
open STDERR, '>', '/dev/null' or die "/dev/null: $!\n";
while (defined(my $asker = recv $socket, my $query, 512, 0)) {
    my $id = substr $query, 0, 2;
    # One question: a name, a type, a class.
    my ($asked, $type) = substr($query, 12) =~ /\A(.*?\x00)(..)\x00\x01/s or next;
    my $question = substr $query, 12, length($asked) + 4;
    # Name error, no record of that type, or one.
    my ($code, $answer) = lc $asked ne $known ? (3, '')
        : $type ne "\0\1"                     ? (0, '')
        : (0, "\xc0\x0c\0\1\0\1" . pack('N', 60) . "\0\4" . pack('C4', split /\./, $address));
    send $socket, $id . pack('n5', 0x8180 | $code, 1, length $answer ? 1 : 0, 0, 0) . $question . $answer, 0, $asker;
}
