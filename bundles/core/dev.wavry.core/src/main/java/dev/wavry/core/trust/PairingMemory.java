package dev.wavry.core.trust;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many codes were guessed wrong since the last that was right, and from when on the next may be tried. Kept in a file that only its
 * owner reads, so that stopping a host forgets nothing. Not thread-safe.
 */
final class PairingMemory {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 12;
    private static final long LARGEST_BYTES = 200;
    /** Nobody lives to see more, and sums stay sums. */
    private static final int MOST_WRONG = 1_000_000_000;

    private final @Nullable Path file;
    private int wrong;
    private Instant notBefore = Instant.EPOCH;

    /** @param file null to remember as long as this lives */
    PairingMemory(@Nullable Path file) {
        this.file = file;
    }

    /** Reads the file again. A moment further away than the longest back-off comes from a clock that was wrong. */
    void load(Instant now) throws WavryException {
        if (file == null || !Files.exists(file)) {
            return;
        }
        try {
            String text = Files.size(file) > LARGEST_BYTES
                    ? ""
                    : Files.readString(file).strip();
            String[] words = text.split(" ");
            if (words.length != 2 || !words[0].matches("[0-9]{1,10}") || !words[1].matches("[0-9]{1,15}")) {
                throw new WavryException(
                        ErrorKind.KEY_FILE,
                        "'" + file + "' cannot be understood, so nobody knows how often codes were guessed wrong",
                        "Remove the file if nobody may have tampered with it.");
            }
            wrong = (int) Math.min(MOST_WRONG, Long.parseLong(words[0]));
            Instant saved = Instant.ofEpochMilli(Long.parseLong(words[1]));
            notBefore = saved.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : saved;
        } catch (IOException e) {
            throw cannot("read", e);
        }
    }

    private WavryException cannot(String verb, IOException e) {
        return new WavryException(
                ErrorKind.DISK,
                "'" + file + "' cannot be " + verb + ", so wrong codes could not be counted: " + e.getMessage(),
                "Free space or mend the rights of the file.",
                e);
    }

    /** From when on a code may be tried. */
    Instant notBefore() {
        return notBefore;
    }

    /** Wrong codes since the last right one. */
    int wrong() {
        return wrong;
    }

    /** A code was wrong: each doubles the wait for the next one, from one second to an hour. */
    void countWrong(Instant now) throws WavryException {
        wrong = Math.min(MOST_WRONG, wrong + 1);
        Duration wait = Duration.ofSeconds(1L << Math.min(DOUBLINGS, wrong - 1));
        notBefore = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        save();
    }

    /** A code was right. */
    void forget() throws WavryException {
        if (wrong > 0) {
            wrong = 0;
            notBefore = Instant.EPOCH;
            save();
        }
    }

    private void save() throws WavryException {
        if (file == null) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder, ListFile.owner(folder, "rwx------"));
            }
            ListFile.replace(file, wrong + " " + notBefore.toEpochMilli() + "\n");
        } catch (IOException e) {
            throw cannot("written", e);
        }
    }
}
