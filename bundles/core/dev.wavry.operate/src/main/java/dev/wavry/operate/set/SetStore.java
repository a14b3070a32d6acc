package dev.wavry.operate.set;

import dev.wavry.operate.trust.Signer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The set on the disk: {@code set} is what the next start runs, {@code generations} what ran before, {@code store} the bundles by digest.
 * Changes are made under {@link #lock}, because several processes of one user share the folder.
 */
public final class SetStore {
    private static final int KEPT_GENERATIONS = 20;

    private final Path folder;

    /** The set in a folder, which is made when something is written. */
    public SetStore(Path folder) {
        this.folder = folder;
    }

    /** Folder of everything. */
    public Path folder() {
        return folder;
    }

    /** Makes the folders. */
    public void prepare() throws IOException {
        Durable.ownFolder(folder);
        Durable.ownFolder(folder.resolve("store"));
        Durable.ownFolder(folder.resolve("generations"));
        Durable.ownFolder(scratch());
    }

    /** Folder for files that are looked at. */
    public Path scratch() {
        return folder.resolve("scratch");
    }

    /** Keeps other processes from changing anything; null if one is at it right now. */
    public @Nullable Lock lock() throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return null;
        }
        return channel::close;
    }

    /** Something that is given back. */
    public interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** What the next start runs; the shipped set if nothing was ever changed or the file is damaged, which the launcher says too. */
    public BundleSet current() throws IOException {
        return read(folder.resolve("set")).orElse(BundleSet.SHIPPED);
    }

    /** A set that ran before. */
    public Optional<BundleSet> generation(long number) throws IOException {
        return number == 0 ? Optional.of(BundleSet.SHIPPED) : read(generationFile(number));
    }

    /** The newest generation before the current one that meant something else. */
    public Optional<BundleSet> before() throws IOException {
        BundleSet now = current();
        for (long number = now.generation() - 1;
                number >= 0 && number >= now.generation() - KEPT_GENERATIONS;
                number--) {
            Optional<BundleSet> found = generation(number);
            if (found.isPresent() && !found.get().same(now)) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Path generationFile(long number) {
        return folder.resolve("generations").resolve(Long.toString(number));
    }

    private static Optional<BundleSet> read(Path file) throws IOException {
        return Files.exists(file) ? BundleSet.parse(Files.readAllBytes(file)) : Optional.empty();
    }

    /** Keeps the bytes of a bundle; returns once they are on the disk. */
    public void keep(byte[] bytes, String digest) throws IOException {
        Path file = file(digest);
        if (!Files.exists(file) || !Signer.digest(Files.readAllBytes(file)).equals(digest)) {
            Durable.write(file, bytes);
        }
    }

    /** Where the bytes with this digest lie. */
    public Path file(String digest) {
        return folder.resolve("store").resolve(digest + ".jar");
    }

    /** The bytes with this digest, looked at again. */
    public byte[] bytes(String digest) throws IOException {
        byte[] bytes = Files.readAllBytes(file(digest));
        if (!Signer.digest(bytes).equals(digest)) {
            throw new IOException("'" + file(digest) + "' is damaged: it does not have the digest it is named by");
        }
        return bytes;
    }

    /** Makes a set the one that the next start runs. All of its bundles must be kept already. @return it as the next generation */
    public BundleSet commit(BundleSet next) throws IOException {
        BundleSet fresh = next.at(current().generation() + 1);
        Durable.write(generationFile(fresh.generation()), fresh.text());
        Durable.write(folder.resolve("set"), fresh.text());
        return fresh;
    }

    /** Deletes generations that are too old and bundles that no generation needs any more. */
    public void tidy() throws IOException {
        long oldest = current().generation() - KEPT_GENERATIONS;
        Set<String> needed = new HashSet<>();
        current().added().forEach(a -> needed.add(a.digest() + ".jar"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("generations"), "[0-9]*")) {
            for (Path file : files) {
                boolean old = !file.getFileName().toString().matches("\\d{1,18}")
                        || Long.parseLong(file.getFileName().toString()) < oldest;
                if (old) {
                    Files.deleteIfExists(file);
                } else {
                    read(file).ifPresent(set -> set.added().forEach(a -> needed.add(a.digest() + ".jar")));
                }
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("store"))) {
            for (Path file : files) {
                if (!needed.contains(file.getFileName().toString())) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
