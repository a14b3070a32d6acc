package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.rift.WavryId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hosts that were named by id before, one {@code address id} a line. */
final class KnownHosts {
    private static final long LARGEST_FILE_BYTES = 1 << 20;

    private final @Nullable Path file;

    KnownHosts(@Nullable Path file) {
        this.file = file;
    }

    /** The id pinned for an address. */
    Optional<WavryId> find(InetSocketAddress address) throws WavryException {
        String wanted = name(address);
        Optional<WavryId> found = Optional.empty();
        for (String line : lines()) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
            if (words.length == 2 && words[0].equals(wanted)) {
                found = Optional.of(parse(words[1]));
            }
        }
        return found;
    }

    private WavryId parse(String id) throws WavryException {
        try {
            return WavryId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.KEY_FILE,
                    "'" + file + "' holds an id that is none: " + e.getMessage(),
                    "Remove that line.");
        }
    }

    /** Pins an id for an address unless it is pinned already. */
    void pin(InetSocketAddress address, WavryId id) throws WavryException {
        if (file == null || find(address).isPresent()) {
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(
                    file, name(address) + " " + id + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.DISK,
                    "'" + file + "' cannot be written: " + e.getMessage(),
                    "Free space or name another file.",
                    e);
        }
    }

    private List<String> lines() throws WavryException {
        if (file == null || !Files.exists(file)) {
            return new ArrayList<>();
        }
        try {
            if (Files.size(file) > LARGEST_FILE_BYTES) {
                throw new WavryException(
                        ErrorKind.USAGE,
                        "'" + file + "' is larger than 1 MiB, so it is no list of hosts",
                        "Name the right file.");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.NOT_PERMITTED,
                    "'" + file + "' cannot be read: " + e.getMessage(),
                    "Make it readable for this user.",
                    e);
        }
    }

    private static String name(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
