package dev.wavry.core.trust;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A text file of people or hosts: read whole and bounded, replaced whole, readable by its owner only. */
final class ListFile {
    /** A list of people, not a database. */
    static final long LARGEST_BYTES = 1 << 20;

    private ListFile() {}

    /** All lines; none if there is no file. */
    static List<String> lines(Path file, String ofWhat) throws WavryException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new WavryException(
                        ErrorKind.USAGE,
                        "'" + file + "' is larger than 1 MiB, so it is no list of " + ofWhat,
                        "Name the right file.");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.NOT_PERMITTED,
                    "'" + file + "' cannot be read: " + e.getMessage(),
                    "Make it a text file that this user can read.",
                    e);
        }
    }

    /** What a change makes of the lines; it may refuse. */
    interface Change {
        List<String> of(List<String> lines) throws WavryException;
    }

    /** Changes the lines while no other process of this user does. */
    static void change(Path file, String ofWhat, Change change) throws WavryException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        Path guard = whole.resolveSibling("." + whole.getFileName() + ".lock");
        try {
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder, owner(folder, "rwx------"));
            }
            // One lock object for the file of locks: a second one in the same process would throw instead of wait.
            synchronized (ListFile.class) {
                try (FileChannel channel = FileChannel.open(
                                guard,
                                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                                owner(whole, "rw-------"));
                        FileLock lock = channel.lock()) {
                    List<String> before = lines(file, ofWhat);
                    List<String> after = change.of(before);
                    if (!after.equals(before) && lock.isValid()) {
                        write(whole, after);
                    }
                }
            }
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.DISK,
                    "'" + file + "' cannot be written: " + e.getMessage(),
                    "Free space or name another file.",
                    e);
        }
    }

    private static void write(Path file, List<String> lines) throws IOException {
        replace(file, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
    }

    /** Replaces a file of the owner's whole or not at all. A link is followed, because people keep their lists elsewhere. */
    static void replace(Path file, String text) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path fresh = Files.createTempFile(real.getParent(), ".list", ".new", owner(real, "rw-------"));
        try {
            Files.writeString(fresh, text);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    static FileAttribute<?>[] owner(Path where, String permissions) {
        boolean posix = where.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Replaces the first line that the test wants changed, drops its other ones, or adds a line at the end. */
    static List<String> put(List<String> lines, Predicate<String> about, String line) {
        List<String> after = new ArrayList<>();
        boolean written = false;
        for (String before : lines) {
            if (!about.test(before)) {
                after.add(before);
            } else if (!written) {
                after.add(line);
                written = true;
            }
        }
        if (!written) {
            after.add(line);
        }
        return after;
    }
}
