package dev.wavry.core.stream;

import dev.wavry.spi.media.RateTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The rate of one encoder that several watch: the least of what their paths carry. Belongs to CONTROL. */
final class SharedRate {
    private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final double REOPEN_RATIO = 1.3;

    private final Map<Viewer, RateTarget> paths = new HashMap<>();
    private Set<Viewer> watching = Set.of();
    private volatile @Nullable RateTarget now;
    private long reopenedAtNanos = Long.MIN_VALUE / 2;

    /** A viewer's path carries this. */
    void carries(Viewer viewer, RateTarget rate) {
        paths.put(viewer, rate);
    }

    /** Only these count from now on. */
    void watching(Viewer[] now) {
        watching = Set.of(now);
        paths.keySet().retainAll(watching);
    }

    private @Nullable RateTarget least() {
        RateTarget least = null;
        for (Map.Entry<Viewer, RateTarget> each : paths.entrySet()) {
            RateTarget rate = each.getValue();
            if (watching.contains(each.getKey())) {
                least = least == null
                        ? rate
                        : new RateTarget(
                                Math.min(least.bitrateKbps(), rate.bitrateKbps()),
                                Math.min(least.framesPerSecond(), rate.framesPerSecond()));
            }
        }
        return least;
    }

    /** What is to be told to the encoder now; null if it knows. */
    @Nullable
    RateTarget change() {
        RateTarget least = least();
        if (least == null || least.equals(now)) {
            return null;
        }
        now = least;
        return least;
    }

    /** Where an encoder begins; any thread: a rate that is a moment old does no harm. */
    RateTarget first(RateTarget wish) {
        RateTarget known = now;
        return known == null || known.bitrateKbps() >= wish.bitrateKbps()
                ? wish
                : new RateTarget(known.bitrateKbps(), wish.framesPerSecond());
    }

    /** Whether an encoder that cannot change its rate is to be opened anew: seldom, and only if it matters. */
    boolean reopens(RateTarget runs, long nowNanos) {
        RateTarget least = least();
        double ratio = least == null ? 1 : (double) least.bitrateKbps() / runs.bitrateKbps();
        boolean far = ratio > REOPEN_RATIO || ratio < 1 / REOPEN_RATIO;
        if (!far || nowNanos - reopenedAtNanos < REOPEN_NANOS) {
            return false;
        }
        reopenedAtNanos = nowNanos;
        return true;
    }
}
