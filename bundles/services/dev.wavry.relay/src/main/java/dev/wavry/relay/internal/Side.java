package dev.wavry.relay.internal;

import dev.wavry.reach.lease.Lease;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One side of a session: where it is and how long it may stay. */
final class Side {
    final long channel;
    final Session session;
    final Lease.Side which;
    private final Bucket bytes;
    private InetSocketAddress where;
    private Lease lease;
    private long expiresNanos;
    private long heardNanos;

    Side(long channel, Session session, Lease lease, InetSocketAddress where, long nowNanos) {
        this.channel = channel;
        this.session = session;
        this.which = lease.side();
        this.lease = lease;
        this.where = where;
        this.heardNanos = nowNanos;
        this.bytes = new Bucket(lease.kbps() * 1000L / 8, nowNanos);
    }

    Lease lease() {
        return lease;
    }

    InetSocketAddress where() {
        return where;
    }

    /** A new proof by the same holder: a new address, more time, or both. */
    void renew(Lease newer, InetSocketAddress from, long untilNanos, long nowNanos) {
        if (newer.expires().isAfter(lease.expires()) || expiresNanos == 0) {
            lease = newer;
            expiresNanos = untilNanos;
        }
        where = from;
        heardNanos = nowNanos;
    }

    long expiresNanos() {
        return expiresNanos;
    }

    boolean isAt(InetSocketAddress from) {
        return where.equals(from);
    }

    boolean over(long nowNanos) {
        return nowNanos > expiresNanos;
    }

    /** Counts what comes in; false if it is more than the lease allows. */
    boolean heard(int size, long nowNanos) {
        heardNanos = nowNanos;
        return bytes.take(size, nowNanos);
    }

    void touched(long nowNanos) {
        heardNanos = nowNanos;
    }

    long heardNanos() {
        return heardNanos;
    }

    @Nullable
    Side peer() {
        return session.side(which.other());
    }
}
