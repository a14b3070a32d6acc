package dev.wavry.shell.internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The word {@code wavry} alone. */
@Command(
        name = "wavry",
        description = "Remote desktop made of parts that can be replaced while it runs.",
        subcommands = {
            DemoCommand.class,
            HostCommand.class,
            ConnectCommand.class,
            KeyCommands.Id.class,
            KeyCommands.Keygen.class,
            AskCommands.Ping.class,
            AskCommands.Version.class,
            AskCommands.Displays.class,
            AskCommands.Codecs.class
        })
final class RootCommand {
    @Mixin
    private HelpOption help = new HelpOption();
}
