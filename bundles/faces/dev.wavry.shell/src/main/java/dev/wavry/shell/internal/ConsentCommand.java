package dev.wavry.shell.internal;

import dev.wavry.api.WavryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers for a host that asks and has no terminal of its own. */
@Command(
        name = "consent",
        description = "Shows who asks the host that runs here to come in, and answers.",
        subcommands = {ConsentCommand.All.class, ConsentCommand.Allow.class, ConsentCommand.Deny.class})
final class ConsentCommand implements Callable<Integer> {
    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    ConsentCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() throws WavryException {
        return list(around, false);
    }

    private static int list(Surroundings around, boolean json) throws WavryException {
        around.wavry().ask(around.places().controlSocket(), Map.of("verb", "consent", "do", "list"), event -> {
            if (json) {
                around.output().json(new LinkedHashMap<>(event));
            } else {
                around.output().line(event.get("number") + "  " + ConsentPerson.question(event));
            }
        });
        return 0;
    }

    /** Shows all questions. */
    @Command(name = "list", description = "Shows who asks to come in.")
    static final class All implements Callable<Integer> {
        private final Surroundings around;

        @Mixin
        private HelpOption help = new HelpOption();

        @Option(names = "--json", description = "Writes JSON objects.")
        private boolean json;

        All(Surroundings around) {
            this.around = around;
        }

        @Override
        public Integer call() throws WavryException {
            return list(around, json);
        }
    }

    /** An answer to one question. */
    abstract static class Answer implements Callable<Integer> {
        private final Surroundings around;
        private final String what;

        @Mixin
        private HelpOption help = new HelpOption();

        @Parameters(
                index = "0",
                paramLabel = "N",
                converter = Converters.Number.class,
                description = {"The question.", "a number that 'wavry consent list' shows"})
        private int number;

        Answer(Surroundings around, String what) {
            this.around = around;
            this.what = what;
        }

        @Override
        public Integer call() throws WavryException {
            Map<String, String> request = Map.of("verb", "consent", "do", what, "number", Integer.toString(number));
            around.wavry().ask(around.places().controlSocket(), request, event -> {});
            around.output().line(what.equals("allow") ? "It may come in." : "It may not come in.");
            return 0;
        }
    }

    /** Yes. */
    @Command(name = "allow", description = "Lets in whoever asks by this number.")
    static final class Allow extends Answer {
        Allow(Surroundings around) {
            super(around, "allow");
        }
    }

    /** No. */
    @Command(name = "deny", description = "Sends away whoever asks by this number.")
    static final class Deny extends Answer {
        Deny(Surroundings around) {
            super(around, "deny");
        }
    }
}
