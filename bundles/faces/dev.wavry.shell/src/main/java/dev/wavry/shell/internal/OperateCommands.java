package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about what is installed. */
final class OperateCommands {
    /** Actions whose last word may be a file. */
    private static final Set<String> OF_FILES = Set.of("install", "update", "swap");

    private OperateCommands() {}

    /** Whoever carries an order out stands in another folder. */
    static void absolute(List<String> order) {
        if (!OF_FILES.contains(order.get(0))) {
            return;
        }
        for (int i = 1; i < order.size(); i++) {
            String what = order.get(i);
            if (!what.startsWith("-") && (what.contains("/") || what.endsWith(".jar"))) {
                order.set(i, Path.of(what).toAbsolutePath().toString());
            }
        }
    }

    /** Orders to a running host or viewer. */
    @Command(
            name = "bundles",
            description = "Lists, installs, swaps, updates, rolls back or removes bundles of a running host or viewer.")
    static final class Bundles implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Parameters(
                paramLabel = "ACTION",
                arity = "1..3",
                description = {
                    "What to do: list, info NAME, install FILE, update FILE, swap ROLE NAME-OR-FILE, rollback, remove NAME,"
                            + " pin NAME, unpin NAME, history, restart.",
                    "one of these actions with its words"
                })
        private List<String> words = List.of();

        @Option(names = "--dry-run", description = "Says what would happen and changes nothing.")
        private boolean dryRun;

        @Option(names = "--downgrade", description = "Lets an older version follow a newer one.")
        private boolean downgrade;

        @Option(
                names = "--watch",
                paramLabel = "SECONDS",
                defaultValue = "10",
                converter = Converters.WatchSeconds.class,
                description = {"How long to look whether what was swapped in is good.", "0 to 999"})
        private int watch = 10;

        @Option(
                names = "--process",
                paramLabel = "PID",
                defaultValue = "0",
                converter = Converters.ProcessNumber.class,
                description = {"Which host or viewer, if several run.", "number of a process"})
        private int process;

        @Option(
                names = "--host",
                paramLabel = "HOST",
                description = {
                    "A host on another machine that lets this client administer it.",
                    "a name that 'wavry hosts' lists, HOST:PORT, or ID@HOST:PORT"
                })
        private @Nullable String host;

        @Option(names = "--json", description = "Writes one JSON object a line.")
        private boolean json;

        Bundles(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            List<String> order = new ArrayList<>(words);
            absolute(order);
            order.add("--watch=" + watch);
            flag(order, "--dry-run", dryRun);
            flag(order, "--downgrade", downgrade);
            flag(order, "--json", json);
            String far = host;
            if (far != null) {
                return new FarHost(around, far).perform(order, around.output()::line);
            }
            return new OrderSocket(around.places().sockets()).perform(process, order, around.output()::line);
        }
    }

    private static void flag(List<String> order, String name, boolean on) {
        if (on) {
            order.add(name);
        }
    }

    /** Whose bundles are installed. Needs no running host. */
    @Command(name = "trust", description = "Lists, adds or removes signers whose bundles are installed.")
    static final class Trust implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Parameters(
                paramLabel = "ACTION",
                arity = "1..3",
                description = {
                    "What to do: list, add FILE [NAME], remove NAME. The file holds an X.509 certificate.",
                    "one of these actions with its words"
                })
        private List<String> words = List.of();

        @Option(names = "--json", description = "Writes one JSON object a line.")
        private boolean json;

        Trust(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            List<String> order = new ArrayList<>(words);
            String action = order.get(0);
            if (!Set.of("list", "add", "remove").contains(action)) {
                throw new WavryException(
                        ErrorKind.USAGE, "There is no action '" + action + "'", "Write list, add FILE or remove NAME.");
            }
            order.set(0, "trust-" + action);
            if (action.equals("add") && order.size() > 1) {
                order.set(1, Path.of(order.get(1)).toAbsolutePath().toString());
            }
            flag(order, "--json", json);
            String who = "command:" + System.getProperty("user.name");
            return around.product().operator().perform(order, who, around.output()::line);
        }
    }
}
