package dev.wavry.relay.internal;

import dev.wavry.reach.lease.Lease;
import dev.wavry.reach.relay.RelayRefusal;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All sessions. A side comes in by a proven lease and leaves when that ends or nothing was heard for a while. */
final class Table {
    private final LongObjectMap<Side> sides = new LongObjectHashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<InetAddress, Integer> bySource = new HashMap<>();
    private final int mostSessions;
    private final int mostBySource;
    private final long idleNanos;
    private final SecureRandom random;
    private boolean draining;

    Table(int mostSessions, int mostBySource, long idleNanos, SecureRandom random) {
        this.mostSessions = mostSessions;
        this.mostBySource = mostBySource;
        this.idleNanos = idleNanos;
        this.random = random;
    }

    @Nullable
    Side find(long channel) {
        return sides.get(channel);
    }

    int sessions() {
        return sessions.size();
    }

    int sides() {
        return sides.size();
    }

    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    /** Whoever holds this lease is here now. @return why not, or null; then {@link #side} finds it */
    @Nullable
    RelayRefusal enter(Lease lease, InetSocketAddress from, Instant now, long nowNanos) {
        Session session = sessions.get(lease.session());
        Side side = session == null ? null : session.side(lease.side());
        if (side == null) {
            RelayRefusal no = room(session, from);
            if (no != null) {
                return no;
            }
            session = session == null ? sessions.computeIfAbsent(lease.session(), Session::new) : session;
            side = new Side(freeChannel(), session, lease, from, nowNanos);
            session.put(lease.side(), side);
            sides.put(side.channel, side);
            bySource.merge(from.getAddress(), 1, Integer::sum);
        } else if (!side.lease().holder().equals(lease.holder())) {
            return RelayRefusal.NOT_HOLDER;
        } else if (!side.where().getAddress().equals(from.getAddress())) {
            leave(side.where().getAddress());
            bySource.merge(from.getAddress(), 1, Integer::sum);
        }
        side.renew(
                lease, from, nowNanos + Duration.between(now, lease.expires()).toNanos(), nowNanos);
        return null;
    }

    private @Nullable RelayRefusal room(@Nullable Session session, InetSocketAddress from) {
        if (session == null && draining) {
            return RelayRefusal.DRAINING;
        }
        boolean full = session == null && sessions.size() >= mostSessions;
        return full || bySource.getOrDefault(from.getAddress(), 0) >= mostBySource ? RelayRefusal.FULL : null;
    }

    /** The side a lease was let in for. */
    @Nullable
    Side side(Lease lease) {
        Session session = sessions.get(lease.session());
        return session == null ? null : session.side(lease.side());
    }

    private long freeChannel() {
        long channel = random.nextLong();
        while (channel == 0 || sides.containsKey(channel)) {
            channel = random.nextLong();
        }
        return channel;
    }

    /** Forgets who is over or silent. @return how many */
    int tidy(long nowNanos) {
        List<Side> gone = new ArrayList<>();
        for (Side side : sides.values()) {
            if (side.over(nowNanos) || nowNanos - side.heardNanos() > idleNanos) {
                gone.add(side);
            }
        }
        gone.forEach(this::remove);
        return gone.size();
    }

    private void remove(Side side) {
        sides.remove(side.channel);
        leave(side.where().getAddress());
        side.session.put(side.which, null);
        if (side.session.empty()) {
            sessions.remove(side.session.id);
        }
    }

    private void leave(InetAddress address) {
        bySource.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }
}
