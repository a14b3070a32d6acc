package dev.wavry.core.session;

import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.ConnectionState;
import dev.wavry.rift.RiftConnection;
import dev.wavry.rift.RiftServer;
import dev.wavry.rift.RiftSettings;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.media.Offer;
import dev.wavry.spi.transport.Carrier;
import dev.wavry.spi.transport.PathAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connections of a host: finds the one a datagram belongs to, and lets new ones come. Belongs to the agent that reads. */
final class HostLinks {
    private final RiftServer server;
    private final Endpoint endpoint;
    private final Doorkeeper keeper;
    private final MediaClock clock;
    private final Map<RiftConnection, RiftLink> links = new IdentityHashMap<>();
    /** The values of {@link #links}; walking a map would make garbage in each cycle. */
    private RiftLink[] linkArray = {};

    private final ByteBuffer answer = ByteBuffer.allocateDirect(RiftSettings.MAX_DATAGRAM_BYTES);

    HostLinks(RiftServer server, Endpoint endpoint, Doorkeeper keeper, MediaClock clock) {
        this.server = server;
        this.endpoint = endpoint;
        this.keeper = keeper;
        this.clock = clock;
    }

    void arrived(Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        RiftConnection known = server.route(datagram);
        if (known == null) {
            accept(by, from, datagram, arrivalNanos);
            return;
        }
        RiftLink link = links.get(known);
        if (link != null) {
            keeper.arriving(link.address());
            link.receive(datagram, by, from, arrivalNanos);
        }
    }

    private void accept(Carrier by, PathAddress from, ByteBuffer datagram, long arrivalNanos) {
        answer.clear();
        RiftConnection fresh = server.accept(datagram, from, arrivalNanos, answer);
        if (fresh != null) {
            RiftLink link = new RiftLink(fresh, by, from, clock, endpoint::deadlineMoved);
            link.lossless(endpoint.carriers().isLossless(by));
            links.put(fresh, link);
            linkArray = links.values().toArray(new RiftLink[0]);
            link.work(arrivalNanos);
        } else if (answer.position() > 0 && by.send(from, answer.flip()) == Offer.ACCEPTED) {
            by.flush();
        }
    }

    @Nullable
    RiftLink of(RiftConnection connection) {
        return links.get(connection);
    }

    Collection<RiftLink> all() {
        return links.values();
    }

    /** Does what is due on each. */
    void work(long now) {
        for (RiftLink link : linkArray) {
            if (now >= link.nextDeadlineNanos()) {
                link.work(now);
            }
        }
    }

    boolean isEmpty() {
        return linkArray.length == 0;
    }

    long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        for (RiftLink link : linkArray) {
            next = Math.min(next, link.nextDeadlineNanos());
        }
        return next;
    }

    /** The server may have forgotten some before they were over. */
    void forgetClosed() {
        server.forgetClosed();
        if (links.keySet().removeIf(connection -> connection.state() == ConnectionState.CLOSED)) {
            linkArray = links.values().toArray(new RiftLink[0]);
        }
    }
}
