package dev.wavry.shell.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Reads lines from standard input on a thread of its own, because nothing can interrupt such a read. */
final class ControlLines {
    /** What a command does with the lines that are its own. On the command's thread. */
    interface Answers {
        /** Forms of all lines. */
        List<String> known();

        /** Obeys one line; false if it is not understood. */
        boolean answer(String command, String rest);
    }

    private ControlLines() {}

    /** Hands each line to the mailbox until the input ends; the end of input means nothing. */
    static void read(InputStream input, Running running, Consumer<String> obey) {
        Thread reader = new Thread(() -> lines(input, running, obey), "wavry-stdin");
        reader.setDaemon(true);
        reader.start();
    }

    private static void lines(InputStream input, Running running, Consumer<String> obey) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line;
                running.post(() -> obey.accept(text));
            }
        } catch (IOException e) {
            running.post(() -> obey.accept("quit"));
        }
    }
}
