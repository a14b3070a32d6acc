package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes orders line by line, in a Gogo shell of this process; each goes to a running host or viewer by its socket. */
@Command(name = "console", description = "Takes orders to a running host or viewer line by line, in a Gogo shell.")
final class ConsoleCommand implements Callable<Integer> {
    private static final int LONGEST_LINE = 16_384;

    private final Surroundings around;

    @Mixin
    private HelpOption help = new HelpOption();

    @Option(
            names = "--process",
            paramLabel = "PID",
            defaultValue = "0",
            converter = Converters.ProcessNumber.class,
            description = {"Which host or viewer, if several run.", "number of a process"})
    private int process;

    ConsoleCommand(Surroundings around) {
        this.around = around;
    }

    /** A person goes on after a mistake; a script ends with it. */
    @Override
    public Integer call() throws WavryException {
        OrderSocket socket = new OrderSocket(around.places().sockets());
        boolean person = around.output().terminal();
        try (Console console = new Console(
                        (words, out) -> socket.perform(process, words, out),
                        around.output().out());
                BufferedReader in = new BufferedReader(new InputStreamReader(around.input(), StandardCharsets.UTF_8))) {
            for (String line = next(in, person); line != null && !line.equals("exit"); line = next(in, person)) {
                int code = line(console, line);
                if (code != 0 && !person) {
                    return code;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.DISK, "Standard input cannot be read: " + e.getMessage(), "Start it again.", e);
        }
    }

    private @Nullable String next(BufferedReader in, boolean person) throws IOException {
        if (person) {
            around.output().err().print("wavry> ");
            around.output().err().flush();
        }
        String line = in.readLine();
        return line == null ? null : line.strip();
    }

    private int line(Console console, String line) {
        if (line.length() > LONGEST_LINE) {
            around.output().note("wavry: A line of " + line.length() + " characters is too long.");
            return ErrorKind.USAGE.exitCode();
        }
        try {
            console.line(line);
            return 0;
        } catch (GogoCommands.NotDoneException said) {
            return said.exitCode();
        } catch (WavryException e) {
            around.output().note("wavry: " + e.getMessage());
            return e.kind().exitCode();
        } catch (Exception e) {
            // Gogo's own complaints about what was typed have no common type.
            around.output().note("wavry: " + e.getMessage());
            return ErrorKind.USAGE.exitCode();
        }
    }
}
