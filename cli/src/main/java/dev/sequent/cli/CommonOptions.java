package dev.sequent.cli;

import picocli.CommandLine.Option;

/** Options that every sub-command has. */
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this help and end.")
    private boolean help;

    // Evaluated before the arguments are parsed: help and errors are coloured as well.
    @Option(names = "--no-color", description = "No colours; also if NO_COLOR is set or the output is not a terminal.")
    private boolean plain;
}
