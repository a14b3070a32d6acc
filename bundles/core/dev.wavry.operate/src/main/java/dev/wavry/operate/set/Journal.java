package dev.wavry.operate.set;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who changed what, when, and what came of it. An order is written down before anything is done and again when it is over; one whose end
 * is missing was cut short by a crash. One line a record; each is on the disk before the method returns. Used under the lock of the set.
 */
public final class Journal {
    /** What came of an order whose end was never written. */
    public static final String CUT_SHORT = "cut short";

    private static final String BEGUN = "begun";

    private final Path file;
    private final Clock clock;

    /** @param file is made with the first record */
    public Journal(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * One order.
     *
     * @param number counts orders
     * @param at when it was given, ISO 8601
     * @param who gave it
     * @param action what was to be done
     * @param what with which bundle, role or generation
     * @param digest SHA-256 of the bundle, or empty
     * @param outcome {@code done}, {@code refused}, {@code rolled back}, {@code failed}, or {@link #CUT_SHORT}
     * @param text more about the outcome
     */
    public record Entry(
            long number,
            String at,
            String who,
            String action,
            String what,
            String digest,
            String outcome,
            String text) {}

    /** An order that was written down and is not over. */
    public final class Open {
        private final Entry entry;

        private Open(Entry entry) {
            this.entry = entry;
        }

        /** Writes down what came of it. */
        public void end(String outcome, String digest, String text) throws IOException {
            append(new Entry(
                    entry.number,
                    clock.instant().toString(),
                    entry.who,
                    entry.action,
                    entry.what,
                    digest,
                    outcome,
                    text));
        }
    }

    /** Writes down that an order is about to be carried out. */
    public Open begin(String who, String action, String what) throws IOException {
        List<Entry> before = history();
        long number = before.isEmpty() ? 1 : before.get(before.size() - 1).number + 1;
        Entry entry = new Entry(number, clock.instant().toString(), who, action, what, "", BEGUN, "");
        append(entry);
        return new Open(entry);
    }

    /** All orders, the oldest first. */
    public List<Entry> history() throws IOException {
        Map<Long, Entry> byNumber = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (String line : Files.readString(file).split("\n")) {
                Entry entry = parse(line);
                if (entry != null) {
                    byNumber.merge(entry.number, entry, Journal::merged);
                }
            }
        }
        return new ArrayList<>(byNumber.values());
    }

    private static Entry merged(Entry begun, Entry ended) {
        return new Entry(
                begun.number, begun.at, begun.who, begun.action, begun.what, ended.digest, ended.outcome, ended.text);
    }

    /** A line that a crash tore apart has not all of its parts. */
    private static @org.jspecify.annotations.Nullable Entry parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 9 || !parts[8].equals(".") || !parts[0].matches("\\d{1,18}")) {
            return null;
        }
        String outcome = text(parts[6]);
        return new Entry(
                Long.parseLong(parts[0]),
                text(parts[1]),
                text(parts[2]),
                text(parts[3]),
                text(parts[4]),
                text(parts[5]),
                outcome.equals(BEGUN) ? CUT_SHORT : outcome,
                text(parts[7]));
    }

    private void append(Entry e) throws IOException {
        String line = String.join(
                "\t",
                Long.toString(e.number),
                word(e.at),
                word(e.who),
                word(e.action),
                word(e.what),
                word(e.digest),
                word(e.outcome),
                word(e.text),
                ".");
        boolean fresh = !Files.exists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            // The line before may have been torn apart: a line feed of our own keeps it from swallowing this one.
            Durable.writeAll(channel, ("\n" + line + "\n").getBytes(StandardCharsets.UTF_8));
        }
        if (fresh) {
            Durable.sync(file.toAbsolutePath().getParent());
        }
    }

    private static String word(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(String word) {
        try {
            return URLDecoder.decode(word, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException torn) {
            return word;
        }
    }
}
