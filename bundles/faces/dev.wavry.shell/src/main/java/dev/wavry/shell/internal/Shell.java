package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;

/** Turns a command line into an exit code. Runs one command in its life. */
final class Shell implements ToIntFunction<String[]> {
    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);

    private final Surroundings around;

    Shell(Surroundings around) {
        this.around = around;
    }

    /** Exit code of the command line; blocks until the command has ended. */
    @Override
    public int applyAsInt(String[] words) {
        try {
            return run(words);
        } finally {
            around.running().finish();
        }
    }

    private int run(String[] words) {
        String[] rest = words;
        String profile = around.environment().getOrDefault("WAVRY_PROFILE", "");
        if (words.length > 0 && words[0].equals("--profile")) {
            profile = words.length > 1 ? words[1] : "-";
            rest = Arrays.copyOfRange(words, Math.min(2, words.length), words.length);
        }
        try {
            boolean usual = profile.isEmpty() && rest == words;
            Surroundings here =
                    usual ? around : around.withPlaces(around.places().profile(profile));
            return run(here, rest);
        } catch (WavryException e) {
            return complain(e.kind(), e.getMessage(), words);
        }
    }

    private int run(Surroundings around, String[] words) {
        CommandLine line = RootCommand.line(new Maker(around), words);
        line.setOut(new PrintWriter(around.output().out(), true));
        line.setErr(new PrintWriter(around.output().err(), true));
        line.setParameterExceptionHandler((wrong, all) -> refuse(wrong, words));
        line.setExecutionExceptionHandler((failure, command, parsed) -> fail(failure, words));
        if (words.length == 0) {
            line.usage(line.getErr());
            return ErrorKind.USAGE.exitCode();
        }
        return line.execute(words);
    }

    private int refuse(ParameterException wrong, String[] words) {
        return complain(ErrorKind.USAGE, Complaints.sentence(wrong), words);
    }

    private int fail(Exception failure, String[] words) {
        if (failure instanceof WavryException known) {
            return complain(known.kind(), known.getMessage(), words);
        }
        LOG.error("The command failed", failure);
        return complain(ErrorKind.INTERNAL, "Something failed inside; the log says what.", words);
    }

    private int complain(ErrorKind kind, String sentence, String[] words) {
        around.output().note("wavry: " + sentence);
        if (Arrays.asList(words).contains("--json")) {
            Map<String, Object> event = Output.event("error");
            event.put("kind", kind.name());
            event.put("exitCode", kind.exitCode());
            event.put("text", sentence);
            around.output().json(event);
        }
        return kind.exitCode();
    }

    /** Makes commands with what they need. */
    record Maker(Surroundings around) implements IFactory {
        @Override
        public <K> K create(Class<K> wanted) throws Exception {
            if (wanted.isAnnotationPresent(CommandLine.Command.class)) {
                return wanted.getDeclaredConstructor(Surroundings.class).newInstance(around);
            }
            return CommandLine.defaultFactory().create(wanted);
        }
    }
}
