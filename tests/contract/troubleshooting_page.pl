#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# troubleshooting_page.pl SOURCE: what docs/troubleshooting.md says of the words that a person and the log see, and
# the words in the source, are the same, both ways. In the page they stand between backticks in the first column of a
# table, "..." for what differs; in the source they are string literals. Of those for the log, fragments of fewer than
# four words are not looked for in the page.
use strict;
use warnings;

my ($source) = @ARGV;
my $findings = 0;

sub finding {
    print "@_\n";
    ++$findings;
}

sub content {
    my ($path) = @_;
    open my $file, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$file>;
}

# Literals that stand side by side are one.
sub literals {
    my ($path) = @_;
    my $text = content($path);
    $text =~ s{^\s*(?://|#include).*}{}mg;
    my @found;
    while ($text =~ /("(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*)/g) {
        (my $literal = $1) =~ s/"\s*\n\s*"//g;
        $literal =~ s/^"|"$//g;
        $literal =~ s/\\(.)/$1/g;
        push @found, split /%[su]/, $literal;
    }
    return @found;
}

sub words { return scalar split ' ', $_[0] }

# Whether the text can be put together from pieces of the source.
sub is_made_of {
    my ($text, $all) = @_;
    while ($text ne '') {
        my $length = length $text;
        --$length while $length > 0 && index($all, substr $text, 0, $length) < 0;
        return 0 if $length < 4 && $length < length $text || $length == 0;
        $text = substr $text, $length;
    }
    return 1;
}

my $page = content("$source/docs/troubleshooting.md");
my ($seen, $logged) = $page =~ /^(## What the person sees\n.*?)^## .*?^(## What the log says\n.*)/ms
    or die "the page has lost a heading\n";
my @shown = $seen =~ /^\| `([^`]+)`/mg;
my @reasons = map { split /\s*\.\.\.\s*/ } $logged =~ /^\| `([^`]+)`/mg;

my $report = content("$source/helper/login/report.cpp");
my %in_page = map { $_ => 1 } $logged =~ /^### result=([a-z]+)$/mg;
my %in_source = map { $_ => 1 } $report =~ /return "([a-z]+)";/g;
finding("no heading: result=$_") for grep { !$in_page{$_} } sort keys %in_source;
finding("no such word: result=$_") for grep { !$in_source{$_} } sort keys %in_page;

my @phrases = map { literals("$source/$_") } 'helper/login/phrases.cpp', 'protocol/messages.h';
my $phrases = join "\n", @phrases;
for my $phrase (grep { /^[A-Z].*\.\s*$/ } @phrases) {
    $phrase =~ s/\s+$//;
    finding("shown, but not in the page: $phrase") unless grep { index($_, $phrase) >= 0 } @shown;
}
finding("in the page, but never shown: $_") for grep { !is_made_of($_, $phrases) } @shown;

# What a value has to be (kinds, keys) only ends the sentence "wrong value for ...; write ..."; the next ones speak
# to ozibusctl alone, the last runs when the helper is built.
my @files = grep { !m{/(phrases|kinds|keys|map_survey|administration|foresight|make_syscall_program)\.cpp$} }
    glob "$source/pam_ozibus/*.cpp $source/helper/*.cpp $source/helper/*/*.cpp";
my @literals = map { literals($_) } @files;
my $all = join "\n", @literals;
for my $literal (grep { words($_) >= 4 && !/^internal error: / } @literals) {
    (my $text = $literal) =~ s/^\s+|\s+$//g;
    finding("logged, but not in the page: $text") unless grep { index($_, $text) >= 0 } @reasons;
}
finding("in the page, but never logged: $_") for grep { !is_made_of($_, $all) } @reasons;

my $least = @shown < 15 || @reasons < 100 || keys %in_source < 10;
finding("too little was found to compare") if $least;
printf "%d results, %d phrases, %d fragments of reasons\n", scalar(keys %in_source), scalar @shown, scalar @reasons;
exit($findings == 0 ? 0 : 1);
