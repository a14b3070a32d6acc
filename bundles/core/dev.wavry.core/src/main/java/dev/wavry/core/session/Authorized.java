package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.rift.PeerPolicy;
import dev.wavry.rift.WavryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients a host lets in: ids from the command line and from a file that is read again when it changes. */
final class Authorized implements PeerPolicy {
    private static final Logger LOG = LoggerFactory.getLogger(Authorized.class);
    /** A list of people, not a database. */
    private static final long LARGEST_FILE_BYTES = 1 << 20;

    private final Set<WavryId> named = new HashSet<>();
    private final @Nullable Path file;
    private Set<WavryId> filed = Set.of();
    private @Nullable FileTime readAt;

    Authorized(List<String> ids, @Nullable Path file) throws WavryException {
        this.file = file;
        for (String id : ids) {
            named.add(parse(id, "--authorize"));
        }
        if (file != null && Files.exists(file)) {
            filed = read(file);
            readAt = time(file);
        }
    }

    private static WavryId parse(String id, String where) throws WavryException {
        try {
            return WavryId.parse(id);
        } catch (IllegalArgumentException e) {
            throw new WavryException(
                    ErrorKind.USAGE,
                    where + ": " + e.getMessage().replaceAll("\\.$", ""),
                    "Ask the client for the output of 'wavry id'.");
        }
    }

    private static Set<WavryId> read(Path file) throws WavryException {
        try {
            if (Files.size(file) > LARGEST_FILE_BYTES) {
                throw new WavryException(
                        ErrorKind.USAGE,
                        "'" + file + "' is larger than 1 MiB, so it is no list of ids",
                        "Name the right file.");
            }
            Set<WavryId> ids = new HashSet<>();
            int line = 0;
            for (String text : Files.readAllLines(file)) {
                line++;
                String id = text.replaceFirst("#.*", "").strip().split("\\s+")[0];
                if (!id.isEmpty()) {
                    ids.add(parse(id, "'" + file + "' line " + line));
                }
            }
            return ids;
        } catch (IOException e) {
            throw new WavryException(
                    ErrorKind.NOT_PERMITTED,
                    "'" + file + "' cannot be read: " + e.getMessage(),
                    "Make it readable for this user.",
                    e);
        }
    }

    private static @Nullable FileTime time(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public synchronized @Nullable String refuse(WavryId peer) {
        if (named.contains(peer)) {
            return null;
        }
        refresh();
        return filed.contains(peer) ? null : "this host does not know the id " + peer;
    }

    private void refresh() {
        if (file == null) {
            return;
        }
        FileTime now = time(file);
        if (now == null) {
            filed = Set.of();
        } else if (!now.equals(readAt)) {
            try {
                filed = read(file);
                readAt = now;
            } catch (WavryException e) {
                // Rather keep out than let in by a half-written list.
                filed = Set.of();
                LOG.warn("Nobody from the file is let in: {}", e.getMessage());
            }
        }
    }
}
