package dev.wavry.shell.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;

/** The word {@code wavry} alone. */
@Command(name = "wavry", description = "Remote desktop made of parts that can be replaced while it runs.")
final class RootCommand {
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Mixin
    private HelpOption help = new HelpOption();

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("demo", DemoCommand.class);
        commands.put("host", HostCommand.class);
        commands.put("connect", ConnectCommand.class);
        commands.put("bundles", OperateCommands.Bundles.class);
        commands.put("console", ConsoleCommand.class);
        commands.put("repo", RepoCommand.class);
        commands.put("trust", OperateCommands.Trust.class);
        commands.put("relay", RelayCommand.class);
        commands.put("gateway", GatewayCommand.class);
        commands.put("id", KeyCommands.Id.class);
        commands.put("keygen", KeyCommands.Keygen.class);
        commands.put("pair", PairCommands.Pair.class);
        commands.put("pair-with", PairCommands.PairWith.class);
        commands.put("link", PairCommands.Link.class);
        commands.put("clients", ClientsCommand.class);
        commands.put("consent", ConsentCommand.class);
        commands.put("hosts", HostsCommand.class);
        commands.put("ping", AskCommands.Ping.class);
        commands.put("version", AskCommands.Version.class);
        commands.put("displays", AskCommands.Displays.class);
        commands.put("codecs", AskCommands.Codecs.class);
        return commands;
    }

    /**
     * What understands these words. If the first is a command no other is described, because describing one costs milliseconds of each
     * start; else all are, to be listed.
     */
    static CommandLine line(IFactory maker, String... words) {
        CommandLine line = new CommandLine(new RootCommand(), maker);
        Class<?> wanted = words.length == 0 ? null : COMMANDS.get(words[0]);
        if (wanted != null) {
            return line.addSubcommand(words[0], wanted);
        }
        COMMANDS.forEach(line::addSubcommand);
        return line;
    }
}
