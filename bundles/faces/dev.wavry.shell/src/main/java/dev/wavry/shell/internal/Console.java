package dev.wavry.shell.internal;

import dev.wavry.api.WavryException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.threadio.ThreadIO;

/**
 * A Gogo shell that knows the commands of scope {@code wavry} and nothing else: neither the framework nor any object is within its reach,
 * so that nothing typed here gets past the door.
 */
final class Console extends CommandProcessorImpl implements AutoCloseable {
    private final CommandSession session;

    Console(GogoCommands.Door door, PrintStream out) {
        super(new SameStreams());
        GogoCommands commands = new GogoCommands(door, () -> line -> say(out, line));
        for (String name : GogoCommands.NAMES) {
            addCommand("wavry", function(commands, name), name);
        }
        session = createSession(InputStream.nullInputStream(), out, out);
        session.put("SCOPE", "wavry");
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }

    private static Function function(GogoCommands commands, String name) {
        return (session, words) -> {
            commands.perform(name, words.stream().map(String::valueOf).toList());
            return null;
        };
    }

    /** Does what a line says. @throws Exception if it is no line of Gogo, or a command of it did not do its work */
    void line(String text) throws Exception {
        session.execute(text);
    }

    /** Gogo would call any method of any object. */
    @Override
    public Object invoke(CommandSessionImpl within, Object target, String name, List<Object> words)
            throws WavryException {
        throw new WavryException(
                dev.wavry.api.ErrorKind.USAGE,
                "'" + name + "' is no command of this console",
                "Use one of " + String.join(", ", GogoCommands.NAMES));
    }

    @Override
    public void close() {
        session.close();
        stop();
    }

    /** Standard output stays what it is: commands are given theirs. */
    private static final class SameStreams implements ThreadIO {
        @Override
        public void setStreams(InputStream in, PrintStream out, PrintStream err) {
            // See above.
        }

        @Override
        public void close() {
            // See above.
        }
    }
}
