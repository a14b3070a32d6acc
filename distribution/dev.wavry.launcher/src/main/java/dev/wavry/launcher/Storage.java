package dev.wavry.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The framework's folder for this process: a temporary one that goes with it, or the one named by
 * {@code WAVRY_STORAGE}, which stays.
 */
final class Storage implements AutoCloseable {
    private final Path folder;
    private final boolean temporary;

    private Storage(Path folder, boolean temporary) {
        this.folder = folder;
        this.temporary = temporary;
    }

    static Storage open() throws IOException {
        String told = System.getenv("WAVRY_STORAGE");
        return told == null || told.isBlank()
                ? new Storage(Files.createTempDirectory("wavry-"), true)
                : new Storage(Files.createDirectories(Path.of(told).toAbsolutePath()), false);
    }

    Path folder() {
        return folder;
    }

    /** Deletes a temporary folder; may be called more than once and by any thread. */
    @Override
    public synchronized void close() {
        if (!temporary || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("wavry: cannot delete the temporary folder '" + folder + "': " + e.getMessage());
        }
    }
}
