package dev.wavry.rift;

import dev.wavry.rift.IdentityFileException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/** Keeps an {@link Identity} in a file that only its owner may read. Blocks on the disk; call it at start-up. */
public final class IdentityFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_OR_LESS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private IdentityFile() {}

    /**
     * The identity in the file; if there is none yet, a new one is made and written first.
     *
     * @throws IdentityFileException if the file is unreadable, damaged, open to others or cannot be written
     */
    public static Identity loadOrCreate(Path path, SecureRandom random) throws IdentityFileException {
        if (Files.exists(path)) {
            return load(path);
        }
        Identity made = Identity.generate(random);
        try {
            create(path, made);
            return made;
        } catch (IdentityFileException e) {
            // Two programs started at once: the one that came second takes what the first wrote.
            if (e.getCause() instanceof FileAlreadyExistsException) {
                return load(path);
            }
            throw e;
        }
    }

    /**
     * The identity in the file.
     *
     * @throws IdentityFileException if the file is missing, unreadable, damaged or open to others
     */
    public static Identity load(Path path) throws IdentityFileException {
        byte[] bytes;
        try {
            checkPermissions(path);
            bytes = readBounded(path);
        } catch (NoSuchFileException e) {
            throw failure(Problem.UNREADABLE, path, "does not exist; make one with 'wavry keygen'", e);
        } catch (AccessDeniedException e) {
            throw failure(Problem.UNREADABLE, path, "may not be read by this user; change its owner or its rights", e);
        } catch (IdentityFileException e) {
            throw e;
        } catch (IOException e) {
            throw failure(Problem.UNREADABLE, path, "cannot be read (" + reason(e) + "); check the disk", e);
        }
        try {
            return Identity.fromBytes(bytes);
        } catch (IllegalArgumentException e) {
            String what = "is no usable key file because " + e.getMessage()
                    + "; restore it from a copy, or delete it to get a new Wavry ID";
            throw failure(Problem.DAMAGED, path, what, e);
        }
    }

    private static byte[] readBounded(Path path) throws IOException {
        try (var in = Files.newInputStream(path)) {
            return in.readNBytes(Identity.BYTES + 1);
        }
    }

    /**
     * Writes a new file, whole or not at all; an existing one is never overwritten.
     *
     * @throws IdentityFileException if it exists or cannot be written; nothing is left behind then
     */
    public static void create(Path path, Identity identity) throws IdentityFileException {
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        Path temporary = null;
        try {
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(folder, attributes(folder, "rwx------"));
            }
            Path parent = folder == null ? absolute : folder;
            temporary = Files.createTempFile(parent, ".identity", ".new", attributes(parent, "rw-------"));
            writeDurably(temporary, identity.toBytes());
            // A hard link fails if the name is taken, which a rename would silently replace.
            linkOrMove(temporary, absolute);
        } catch (FileAlreadyExistsException e) {
            throw failure(Problem.UNWRITABLE, path, "exists already; delete it first if a new Wavry ID is wanted", e);
        } catch (AccessDeniedException e) {
            throw failure(Problem.UNWRITABLE, path, "may not be written by this user; choose another place", e);
        } catch (IOException e) {
            String what = "cannot be written (" + reason(e) + "); make room on the disk or choose another place";
            throw failure(Problem.UNWRITABLE, path, what, e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void linkOrMove(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.move(from, to);
        }
    }

    private static void writeDurably(Path path, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
    }

    private static void checkPermissions(Path path) throws IOException {
        if (!posix(path)) {
            return;
        }
        Set<PosixFilePermission> rights = EnumSet.noneOf(PosixFilePermission.class);
        rights.addAll(Files.getPosixFilePermissions(path));
        if (!OWNER_OR_LESS.containsAll(rights)) {
            String what = "can be used by others (" + PosixFilePermissions.toString(rights)
                    + "), so its keys may be known; run 'chmod 600' on it, or delete it to get a new Wavry ID";
            throw failure(Problem.TOO_OPEN, path, what, null);
        }
    }

    private static FileAttribute<?>[] attributes(Path near, String rights) {
        if (!posix(near)) {
            return new FileAttribute<?>[0];
        }
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(rights.startsWith("rwx") ? OWNER_OR_LESS : OWNER)
        };
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static void deleteQuietly(@org.jspecify.annotations.Nullable Path path) {
        if (path == null) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // It holds keys nobody uses and is readable by the owner only; the error that brought us here matters more.
            return;
        }
    }

    private static IdentityFileException failure(
            Problem problem, Path path, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new IdentityFileException(problem, path, "The key file '" + path + "' " + what + ".", cause);
    }
}
