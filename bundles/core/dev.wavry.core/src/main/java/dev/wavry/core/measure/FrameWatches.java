package dev.wavry.core.measure;

import dev.wavry.api.Percentiles;
import dev.wavry.api.SessionWatch;
import java.util.ArrayList;
import java.util.List;

/** Those who look at the pictures of one session. Pictures come from one thread at a time and cost nothing while nobody looks. */
public final class FrameWatches {
    private static final Watch[] NONE = {};

    private volatile Watch[] watches = NONE;

    /** A picture of something that changed at {@code changedNanos} went out or was shown; 0 if nobody knows when it changed. */
    public void frame(long changedNanos, long nowNanos) {
        Watch[] all = watches;
        for (int i = 0; i < all.length; i++) {
            all[i].frame(changedNanos, nowNanos);
        }
    }

    /** One more who looks. */
    public synchronized SessionWatch add() {
        List<Watch> all = new ArrayList<>(List.of(watches));
        Watch fresh = new Watch();
        all.add(fresh);
        watches = all.toArray(NONE);
        return fresh;
    }

    private synchronized void remove(Watch watch) {
        List<Watch> all = new ArrayList<>(List.of(watches));
        all.remove(watch);
        watches = all.toArray(NONE);
    }

    private final class Watch implements SessionWatch {
        private final Durations latency = new Durations();
        private long lastNanos;
        private long longestNanos;
        private final long[] times = new long[MOST_FRAMES];
        private long seen;

        synchronized void frame(long changedNanos, long nowNanos) {
            if (lastNanos != 0) {
                longestNanos = Math.max(longestNanos, nowNanos - lastNanos);
            }
            lastNanos = nowNanos;
            times[(int) (seen++ % MOST_FRAMES)] = nowNanos;
            if (changedNanos != 0) {
                latency.record(nowNanos - changedNanos);
            }
        }

        @Override
        public Percentiles latencyMs() {
            return latency.percentiles();
        }

        @Override
        public synchronized double longestGapMs() {
            return longestNanos / 1e6;
        }

        @Override
        public synchronized long[] frameNanos() {
            int count = (int) Math.min(seen, MOST_FRAMES);
            long[] inOrder = new long[count];
            for (int i = 0; i < count; i++) {
                inOrder[i] = times[(int) ((seen - count + i) % MOST_FRAMES)];
            }
            return inOrder;
        }

        @Override
        public synchronized void again() {
            latency.reset();
            longestNanos = 0;
        }

        @Override
        public void close() {
            remove(this);
        }
    }
}
