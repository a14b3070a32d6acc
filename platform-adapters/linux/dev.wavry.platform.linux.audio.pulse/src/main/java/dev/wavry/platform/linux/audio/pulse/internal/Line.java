package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lib.pulse.PulseConnection;
import dev.wavry.lib.pulse.PulseStream;
import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioContext;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.health.Finding;
import dev.wavry.spi.health.Finding.Level;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one stream where a selector points: takes the connection up again when the server died, follows what moves, and says
 * what is wrong. One thread.
 */
final class Line implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final long RETRY_NANOS = 500_000_000;

    /** What makes streams of a kind, and knows what they are for. */
    interface Plan {
        /** What to connect with now; nothing if it is not there. */
        Optional<Target> target(SoundMap map);

        /** Begins a stream. */
        PulseStream connect(PulseConnection connection, Target target);

        /** Why there is no target, and what to do. */
        Finding missing(SoundMap map);
    }

    private final PulseConnection connection;
    private final Plan plan;
    private final AudioContext context;
    private final AudioFormat format;
    private @Nullable PulseStream stream;
    private @Nullable Target target;
    private @Nullable Finding told;
    private PulseConnection.@Nullable State before;
    private int mapSeen = -1;
    private boolean announced;
    private long retryNanos;
    private int streams;

    Line(PulseConnection connection, Plan plan, AudioContext context, AudioFormat format) {
        this.connection = connection;
        this.plan = plan;
        this.context = context;
        this.format = format;
        retryNanos = context.clock().nanoTime();
    }

    /** Brings everything up to date without waiting; answers how much there was to do. */
    int work() {
        int done = connection.work();
        PulseConnection.State state = connection.state();
        if (state == PulseConnection.State.DOWN) {
            takeUpAgain();
        } else if (state == PulseConnection.State.UP) {
            if (mapSeen != connection.changes()) {
                mapSeen = connection.changes();
                follow(plan.target(connection.map()));
            }
            watch();
        }
        before = state;
        return done;
    }

    private void takeUpAgain() {
        if (before != PulseConnection.State.DOWN && before != null) {
            hangUp();
            mapSeen = -1;
            tell(new Finding(
                    Level.WARN,
                    "The sound server is gone",
                    "It ended or was restarted (" + connection.error() + ")",
                    "Nothing, if it starts again: it is waited for; else start PulseAudio or PipeWire"));
        }
        long now = context.clock().nanoTime();
        if (now - retryNanos >= 0) {
            retryNanos = now + RETRY_NANOS;
            connection.connect();
        }
    }

    private void follow(Optional<Target> wanted) {
        if (wanted.isEmpty()) {
            hangUp();
            tell(plan.missing(connection.map()));
            return;
        }
        Target now = wanted.get();
        boolean same = target != null && stream != null && !stream.isDead() && target.sameStream(now);
        boolean renamed = target == null || !target.device().equals(now.device());
        target = now;
        if (!same) {
            hangUp();
            target = now;
            stream = plan.connect(connection, now);
            streams++;
            announced = false;
        } else if (renamed && announced) {
            announce(now);
        }
        tell(now.finding());
    }

    /** Says the device once samples flow, and begins anew what the server ended while its target is still there. */
    private void watch() {
        PulseStream current = stream;
        if (current == null || target == null) {
            return;
        }
        if (current.isDead()) {
            long now = context.clock().nanoTime();
            if (now - retryNanos >= 0) {
                retryNanos = now + RETRY_NANOS;
                hangUp();
                mapSeen = -1;
            }
        } else if (!announced && current.isReady()) {
            announce(target);
        }
    }

    private void announce(Target now) {
        announced = true;
        context.device(now.device());
        if (now.device().format().equals(format)) {
            LOG.info("Sound of '{}' is {} on both sides", now.device().name(), format);
        } else {
            LOG.info(
                    "Sound of '{}' is {} there and {} here; the sound server converts it",
                    now.device().name(),
                    now.device().format(),
                    format);
        }
    }

    private void tell(Finding finding) {
        boolean nothingNew = finding.equals(told) || (told == null && finding.level() == Level.OK);
        told = finding;
        if (!nothingNew) {
            context.tell(finding);
        }
    }

    private void hangUp() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
        target = null;
    }

    /** The stream if samples flow. */
    @Nullable
    PulseStream flowing() {
        PulseStream current = stream;
        return current != null && current.isReady() ? current : null;
    }

    /** Where the stream points; null if there is nothing to point at. */
    @Nullable
    Target target() {
        return target;
    }

    /** How many streams there were so far. */
    int streams() {
        return streams;
    }

    /** Sleeps, but not longer than until something is to be tried again. */
    void await(long maxNanos) {
        PulseStream current = stream;
        boolean trying = connection.state() == PulseConnection.State.DOWN || (current != null && current.isDead());
        long nanos = trying ? Math.min(maxNanos, retryNanos - context.clock().nanoTime()) : maxNanos;
        connection.await(nanos);
    }

    PulseConnection connection() {
        return connection;
    }

    /** Waits on OPENER for the first samples to flow; false if that takes too long. */
    boolean opened(BooleanSupplier enough) {
        return Server.waitUntil(connection, () -> {
            work();
            return enough.getAsBoolean();
        });
    }

    void wake() {
        connection.wake();
    }

    @Override
    public void close() {
        hangUp();
        connection.close();
    }
}
