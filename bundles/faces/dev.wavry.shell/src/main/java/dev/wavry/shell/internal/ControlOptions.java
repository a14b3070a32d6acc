package dev.wavry.shell.internal;

import picocli.CommandLine.Option;

/** How a running command talks: flags that {@code host} and {@code connect} share. */
final class ControlOptions {
    @Option(names = "--json", description = "Writes one JSON object a line instead of sentences.")
    private boolean json;

    @Option(
            names = "--stdin",
            description = "Obeys lines on standard input while it runs; docs/commands.md lists them.")
    private boolean stdin;

    @Option(
            names = "--report",
            paramLabel = "SECONDS",
            converter = Converters.Seconds.class,
            defaultValue = picocli.CommandLine.Option.NULL_VALUE,
            description = {"Reports what was measured every so often.", "a whole number from 1 to 86400"})
    private @org.jspecify.annotations.Nullable Integer reportSeconds;

    // The launcher looks for this word before any command runs; here it is only known and described.
    @Option(
            names = "--developer",
            description = "Lets bundles in that nobody signed; said in the log and by 'wavry bundles list'.")
    private boolean developer;

    boolean json() {
        return json;
    }

    boolean stdin() {
        return stdin;
    }

    /** Zero for no reports. */
    int reportSeconds() {
        return reportSeconds == null ? 0 : reportSeconds;
    }
}
