package dev.wavry.core.sound;

import dev.wavry.agent.Duty;
import dev.wavry.agent.ParkingSleep;
import dev.wavry.agent.Sleep;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What runs on the agent that plays: AUDIO_PLAY of the live output and of the one that plays out what it has. All but {@link #culprit} and
 * {@link #wake} belongs to that agent.
 */
final class PlayWork implements Duty, Sleep {
    /** How long an output may play out what it holds. */
    private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** While one plays out it is looked after so often. */
    private static final long BOTH_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Told of what happens here; on the agent. */
    interface Owner {
        void playbackFailed(PlaybackLine line, Throwable cause);

        void playbackDrained(PlaybackLine line);
    }

    private final Owner owner;
    private final ParkingSleep parking = new ParkingSleep();
    private @Nullable PlaybackLine live;
    private @Nullable PlaybackLine draining;
    private long drainUntilNanos;
    private long nowNanos;
    private volatile Sleep current = parking;
    private volatile @Nullable Object culprit;

    PlayWork(Owner owner) {
        this.owner = owner;
    }

    /** The line whose code runs right now, to blame when it does not return; any thread. */
    @Nullable
    Object culprit() {
        return culprit;
    }

    /** Plays by this one from now on; the one before plays out what it has. */
    void play(PlaybackLine line) {
        PlaybackLine old = live;
        live = line;
        current = line.sleep();
        if (draining != null) {
            owner.playbackDrained(draining);
        }
        draining = old;
        if (old != null) {
            drainUntilNanos = nowNanos + DRAIN_NANOS;
            call(old, () -> old.handle().beginDrain());
        }
    }

    /** This one is used no longer. */
    void drop(PlaybackLine line) {
        if (live == line) {
            live = null;
            current = parking;
        }
        if (draining == line) {
            draining = null;
        }
    }

    /** Nothing is used any more; answers what still plays out. */
    @Nullable
    PlaybackLine dropAll() {
        PlaybackLine old = draining;
        live = null;
        draining = null;
        current = parking;
        return old;
    }

    @Override
    public int doWork(long now) {
        nowNanos = now;
        int done = poll(live);
        PlaybackLine old = draining;
        if (old != null) {
            done += poll(old);
            if (draining == old && (now > drainUntilNanos || isDrained(old))) {
                draining = null;
                owner.playbackDrained(old);
            }
        }
        return done;
    }

    private static boolean isDrained(PlaybackLine line) {
        return line.handle().drained();
    }

    private int poll(@Nullable PlaybackLine line) {
        if (line == null) {
            return 0;
        }
        culprit = line;
        try {
            return line.handle().doWork();
        } catch (RuntimeException | Error e) {
            lose(line, e);
            return 1;
        } finally {
            culprit = null;
        }
    }

    private void call(PlaybackLine line, Runnable what) {
        culprit = line;
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            lose(line, e);
        } finally {
            culprit = null;
        }
    }

    private void lose(PlaybackLine line, Throwable cause) {
        drop(line);
        owner.playbackFailed(line, cause);
    }

    @Override
    public void await(long maxNanos) {
        PlaybackLine line = live;
        if (line == null) {
            parking.await(draining == null ? maxNanos : Math.min(BOTH_NANOS, maxNanos));
            return;
        }
        try {
            line.sleep().await(draining == null ? maxNanos : Math.min(BOTH_NANOS, maxNanos));
        } catch (RuntimeException | Error e) {
            lose(line, e);
        }
    }

    @Override
    public void wake() {
        current.wake();
    }
}
