package dev.wavry.rift.internal;

import java.nio.ByteBuffer;

/**
 * Pings, and what they tell: round-trip time, jitter, and the peer's clock. A ping is stamped when it is written and never sent again. The
 * offset is that of the exchange with the least round-trip time of each ten seconds (as NTP's clock filter, RFC 5905 10), and a line through those
 * gives the drift.
 */
final class ClockSync {
    private static final int PING_BYTES = 12;
    private static final int PONG_BYTES = 28;
    private static final int BUCKETS = 8;
    private static final long BUCKET_NANOS = 10_000 * Wire.MILLI;

    /** Quartz is off by less than 100 ppm; more is a measuring error. */
    private static final double MAX_DRIFT = 200e-6;

    /** The clock is wanted before the first frame, so the first pings come quickly. */
    private static final int QUICK_PINGS = 8;

    private static final long QUICK_NANOS = 15 * Wire.MILLI;

    private final Rtt rtt;
    private final long intervalNanos;
    private final long[] bucketRtt = new long[BUCKETS];
    private final long[] bucketOffset = new long[BUCKETS];
    private final long[] bucketAt = new long[BUCKETS];
    private int buckets;
    private int newest;
    private long bucketStart;
    private double drift;

    private long nextPingAt;
    private int pingId;
    private boolean pongDue;
    private int pongId;
    private long pongSent;
    private long pongReceived;
    private long lastTransit;
    private boolean haveTransit;
    private long jitter;

    ClockSync(Rtt rtt, long intervalNanos, long now) {
        this.rtt = rtt;
        this.intervalNanos = intervalNanos;
        nextPingAt = now;
    }

    /** Brings the next ping forward. */
    void pingNow(long now) {
        nextPingAt = Math.min(nextPingAt, now);
    }

    boolean wants(long now) {
        return pongDue || now >= nextPingAt;
    }

    long deadline() {
        return pongDue ? Long.MIN_VALUE : nextPingAt;
    }

    /** Writes what is due; true if something was. */
    boolean write(ByteBuffer out, long now) {
        boolean wrote = false;
        if (pongDue && Frames.fits(out, PONG_BYTES)) {
            int begun = Frames.begin(out, Wire.PONG);
            out.putInt(pongId).putLong(pongSent).putLong(pongReceived).putLong(now);
            Frames.end(out, begun);
            pongDue = false;
            wrote = true;
        }
        if (now >= nextPingAt && Frames.fits(out, PING_BYTES)) {
            int begun = Frames.begin(out, Wire.PING);
            out.putInt(++pingId).putLong(now);
            Frames.end(out, begun);
            nextPingAt = now + (pingId < QUICK_PINGS ? QUICK_NANOS : intervalNanos);
            wrote = true;
        }
        return wrote;
    }

    /** Only the newest of several pings is answered; the others would be answered late and tell nothing. */
    boolean onPing(ByteBuffer in, long now) {
        if (in.remaining() < PING_BYTES) {
            return false;
        }
        pongId = in.getInt();
        pongSent = in.getLong();
        pongReceived = now;
        pongDue = true;
        transit(now - pongSent);
        return true;
    }

    boolean onPong(ByteBuffer in, long now) {
        if (in.remaining() < PONG_BYTES) {
            return false;
        }
        in.getInt();
        long sent = in.getLong();
        long peerReceived = in.getLong();
        long peerSent = in.getLong();
        long atPeer = peerSent - peerReceived;
        long round = now - sent - atPeer;
        // Nonsense would make the clock jump: a peer can only lie about its own clock.
        if (round < 0 || round > 60_000 * Wire.MILLI || atPeer < 0) {
            return true;
        }
        rtt.sample(round, now);
        offset(round, (peerReceived - sent) / 2 + (peerSent - now) / 2, now);
        return true;
    }

    private void transit(long nanos) {
        if (haveTransit) {
            jitter += (Math.abs(nanos - lastTransit) - jitter) / 16;
        }
        lastTransit = nanos;
        haveTransit = true;
    }

    private void offset(long round, long offset, long now) {
        if (buckets == 0 || now - bucketStart > BUCKET_NANOS) {
            newest = buckets == 0 ? 0 : (newest + 1) % BUCKETS;
            buckets = Math.min(BUCKETS, buckets + 1);
            bucketStart = now;
            bucketRtt[newest] = Wire.NEVER;
        }
        if (round <= bucketRtt[newest]) {
            bucketRtt[newest] = round;
            bucketOffset[newest] = offset;
            bucketAt[newest] = now;
            fit();
        }
    }

    /** Least squares through the buckets, against the newest one so that the numbers stay small. */
    private void fit() {
        if (buckets < 3) {
            drift = 0;
            return;
        }
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = 0; i < buckets; i++) {
            double x = bucketAt[i] - bucketAt[newest];
            double y = bucketOffset[i] - bucketOffset[newest];
            sumX += x;
            sumY += y;
            sumXx += x * x;
            sumXy += x * y;
        }
        double divisor = buckets * sumXx - sumX * sumX;
        double slope = divisor == 0 ? 0 : (buckets * sumXy - sumX * sumY) / divisor;
        drift = Math.max(-MAX_DRIFT, Math.min(MAX_DRIFT, slope));
    }

    boolean known() {
        return buckets > 0;
    }

    /** Peer's clock minus ours: from the tightest exchange of the last minute or so, carried on by the drift. */
    long offsetNanos(long now) {
        if (buckets == 0) {
            return 0;
        }
        int best = newest;
        for (int i = 0; i < buckets; i++) {
            // Half the round trip bounds the error; age adds what the drift is unsure of (10 ppm).
            if (error(i, now) < error(best, now)) {
                best = i;
            }
        }
        return bucketOffset[best] + (long) (drift * (now - bucketAt[best]));
    }

    private double error(int bucket, long now) {
        return bucketRtt[bucket] / 2.0 + (now - bucketAt[bucket]) * 10e-6;
    }

    long jitterNanos() {
        return jitter;
    }
}
