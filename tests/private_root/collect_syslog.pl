#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# collect_syslog.pl SOCKET FILE: a syslog daemon for tests. Each datagram that reaches SOCKET becomes one
# line of FILE, whole and as it came; a control character stands as #ooo (octal), so that a message can't
# make two lines. Perl, because it is part of every Debian; returns as soon as messages are taken.
use strict;
use warnings;
use IO::Socket::UNIX;

my ($path, $file) = @ARGV;
my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $path) or die "$path: $!\n";
chmod 0666, $path or die "$path: $!\n";
umask 0077;
open my $log, '>>', $file or die "$file: $!\n";
defined(my $collector = fork) or die "fork: $!\n";
exit 0 if $collector;

# A descriptor kept from the caller would make whoever reads its output to the end wait for ever.
open STDIN, '<', '/dev/null' or die "/dev/null: $!\n";
open STDOUT, '>', '/dev/null' or die "/dev/null: $!\n";
open STDERR, '>', '/dev/null' or die "/dev/null: $!\n";
while (defined recv $socket, my $message, 65536, 0) {
    $message =~ s/[\n\0]+\z//;
    $message =~ s/([\x00-\x1f\x7f])/sprintf '#%03o', ord $1/ge;
    syswrite $log, "$message\n";
}
