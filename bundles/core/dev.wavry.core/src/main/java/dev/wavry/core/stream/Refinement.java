package dev.wavry.core.stream;

import dev.wavry.spi.media.Region;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Whatever moved under a codec that is not exact is encoded again once it stands still. Belongs to the media agent. */
final class Refinement {
    /**
     * When a picture that stopped moving is encoded again, each counted from the time before; then it counts as settled. Soon, because
     * somebody may look at it, and again after a good second, when a codec may spend on quality what a change would wait for.
     */
    private static final long[] AFTER_NANOS = LongStream.of(70, 100, 150, 700, 100, 100)
            .map(TimeUnit.MILLISECONDS::toNanos)
            .toArray();

    /** Rounds that take only what changed a moment ago: while somebody works, all of it would soon be the whole screen. */
    private static final int SOON_ROUNDS = 3;

    /** What changed since the last refinement, and what changed since the picture was last settled. */
    private final Region recent = new Region();

    private final Region unrefined = new Region();
    private boolean refining;
    private int round;
    private long atNanos = Long.MAX_VALUE;

    /** A picture is about to be encoded. */
    void picture(boolean exact, Region damage, long nowNanos) {
        if (refining) {
            refining = false;
            // A change may have come along; the later rounds take it.
            unrefined.addAll(damage);
            return;
        }
        if (!exact) {
            if (round > 0) {
                recent.clear();
            }
            recent.addAll(damage);
            unrefined.addAll(damage);
            round = 0;
            atNanos = nowNanos + AFTER_NANOS[0];
        }
    }

    /** When {@link #next} wants to be asked. */
    long atNanos() {
        return atNanos;
    }

    /** What is to be encoded again now, or null if nothing is. */
    @Nullable
    Region next(boolean possible, long nowNanos) {
        if (round == AFTER_NANOS.length || unrefined.isEmpty() || !possible) {
            unrefined.clear();
            atNanos = Long.MAX_VALUE;
            return null;
        }
        refining = true;
        Region part = round < SOON_ROUNDS ? recent : unrefined;
        round++;
        atNanos = nowNanos + (round < AFTER_NANOS.length ? AFTER_NANOS[round] : 0);
        return part;
    }
}
