package dev.wavry.core.session;

import dev.wavry.agent.Agent;
import dev.wavry.agent.Duty;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.core.trust.Door;
import dev.wavry.core.trust.Ruling;
import dev.wavry.rift.WavryId;
import dev.wavry.spi.media.MediaClock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the door again and again what those inside may do, because reading a list may wait for a disk and no other agent may. Sleeps
 * while nobody is inside.
 */
final class DoorWatch implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(DoorWatch.class);
    /** A change is believed when it is seen twice, so it holds after half a second at most. */
    private static final long EVERY_NANOS = 250_000_000L;

    private final Door door;
    private final List<HostSession> sessions;
    private final MediaClock clock;
    private final Agent agent;
    private long nextNanos;

    /** @param sessions those inside; may change at any time */
    DoorWatch(Door door, List<HostSession> sessions, MediaClock clock) {
        this.door = door;
        this.sessions = sessions;
        this.clock = clock;
        this.agent = new Agent(
                "wavry-host-door",
                clock::nanoTime,
                this,
                new ParkingSleep(),
                cause -> LOG.error("Permissions are no longer watched", cause));
    }

    DoorWatch start() {
        agent.start();
        return this;
    }

    /** Somebody came in. */
    void entered() {
        agent.wake();
    }

    void stop() {
        agent.stop();
    }

    @Override
    public int doWork(long nowNanos) {
        if (sessions.isEmpty() || nowNanos < nextNanos) {
            return 0;
        }
        nextNanos = clock.nanoTime() + EVERY_NANOS;
        for (HostSession session : sessions) {
            Ruling ruling = door.stays(WavryId.parse(session.peer()), session.address());
            session.ruled(ruling);
        }
        return 1;
    }

    @Override
    public long nextDeadlineNanos() {
        return sessions.isEmpty() ? Long.MAX_VALUE : nextNanos;
    }
}
