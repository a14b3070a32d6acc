package dev.wavry.core.session;

import dev.wavry.rift.DoorCounter;
import dev.wavry.rift.RiftServer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes about strangers at the door, but only so much: a flood of them must not fill the disk. */
final class DoorLog {
    private static final Logger LOG = LoggerFactory.getLogger(DoorLog.class);
    private static final int LINES_A_SECOND = 5;
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long SUMMARY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long secondBegan = Long.MIN_VALUE / 2;
    private int lines;
    private long suppressed;
    private long summaryAt = Long.MIN_VALUE / 2;
    private long told;

    /** One stranger was turned away. */
    void refused(String who, String why, long now) {
        if (now - secondBegan >= SECOND_NANOS) {
            secondBegan = now;
            lines = 0;
        }
        if (lines++ < LINES_A_SECOND) {
            LOG.info("A client was turned away: id '{}', {}", who, why);
        } else {
            suppressed++;
        }
    }

    /** Refusals that were counted instead of written. */
    long suppressed() {
        return suppressed;
    }

    /** Tells once in ten seconds what kept the door busy, if anything did. */
    void summary(RiftServer server, long now) {
        if (now - summaryAt < SUMMARY_NANOS) {
            return;
        }
        summaryAt = now;
        long busy = server.count(DoorCounter.COOKIES_ASKED)
                + server.count(DoorCounter.OVER_SOURCE_LIMIT)
                + server.count(DoorCounter.OVER_TOTAL_LIMIT)
                + suppressed;
        if (busy == told) {
            return;
        }
        told = busy;
        LOG.warn(
                "Many strangers ask for a connection; so far {} asked, {} had to show a cookie, {} showed a wrong one, {} and {} were over"
                        + " the limits of their network and of all, {} refusals were not logged",
                server.count(DoorCounter.QUESTIONS),
                server.count(DoorCounter.COOKIES_ASKED),
                server.count(DoorCounter.COOKIES_WRONG),
                server.count(DoorCounter.OVER_SOURCE_LIMIT),
                server.count(DoorCounter.OVER_TOTAL_LIMIT),
                suppressed);
    }
}
