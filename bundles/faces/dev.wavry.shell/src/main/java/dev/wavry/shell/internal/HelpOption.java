package dev.wavry.shell.internal;

import picocli.CommandLine.Option;

/** The flag that every command has. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says what can be written here.")
    private boolean help;
}
