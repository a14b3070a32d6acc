package dev.wavry.core.trust;

import dev.wavry.api.WavryException;
import dev.wavry.rift.WavryId;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients a host lets in: ids from the command line and from a file that is read again when it changes. Safe from any thread. */
public final class Authorized implements Door {
    private static final Logger LOG = LoggerFactory.getLogger(Authorized.class);

    private final Map<WavryId, Client> named = new HashMap<>();
    private final @Nullable Path file;
    private final InstantSource time;
    private Map<WavryId, Client> filed = Map.of();
    private Map<WavryId, Client> lastReadable = Map.of();
    private @Nullable Stamp stamp;

    /** What tells one state of a file from another without reading it. */
    private record Stamp(
            long modifiedNanos, long size, @Nullable Object key) {
        static @Nullable Stamp of(Path file) {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.size(), now.fileKey());
            } catch (IOException e) {
                return null;
            }
        }
    }

    /** @throws WavryException if an id or a line of the file is none */
    public Authorized(List<String> ids, @Nullable Path file, InstantSource time) throws WavryException {
        this.file = file;
        this.time = time;
        for (String id : ids) {
            try {
                WavryId known = WavryId.parse(id);
                named.put(known, Client.usual(known));
            } catch (IllegalArgumentException e) {
                throw Lists.refusal("--authorize", e, "Ask the client for the output of 'wavry id'.");
            }
        }
        if (file != null && Files.exists(file)) {
            stamp = Stamp.of(file);
            filed = read(file);
            lastReadable = filed;
        }
    }

    private static Map<WavryId, Client> read(Path file) throws WavryException {
        Map<WavryId, Client> clients = new HashMap<>();
        Lists.read(file).forEach(client -> clients.put(client.id(), client));
        return clients;
    }

    @Override
    public synchronized Ruling enters(WavryId peer, @Nullable InetAddress from) {
        refresh();
        return rule(filed, peer, from);
    }

    /** While the list cannot be read it stays as it was for those inside: half a list keeps people out, but throws nobody out. */
    @Override
    public synchronized Ruling stays(WavryId peer, @Nullable InetAddress from) {
        refresh();
        return rule(lastReadable, peer, from);
    }

    private Ruling rule(Map<WavryId, Client> list, WavryId peer, @Nullable InetAddress from) {
        Client client = named.getOrDefault(peer, list.get(peer));
        if (client == null) {
            return Ruling.no(Refusal.UNKNOWN_ID, "its id is not known");
        }
        Instant now = time.instant();
        String objection = client.objection(from, now);
        return objection == null
                ? new Ruling(client.rights(), null, null, client.name())
                : Ruling.no(client.expired(now) ? Refusal.EXPIRED : Refusal.OTHER_NETWORK, objection);
    }

    private void refresh() {
        Path list = file;
        if (list == null) {
            return;
        }
        Stamp now = Stamp.of(list);
        if (now == null ? stamp == null : now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            filed = now == null ? Map.of() : read(list);
            lastReadable = filed;
            LOG.info("The list '{}' was read again and holds {} clients", list, filed.size());
        } catch (WavryException e) {
            // Rather keep out than let in by a half-written list.
            filed = Map.of();
            LOG.warn("Nobody new from the list is let in: {}", e.getMessage());
        }
    }

    /** The file, if there is one. */
    public @Nullable Path file() {
        return file;
    }
}
