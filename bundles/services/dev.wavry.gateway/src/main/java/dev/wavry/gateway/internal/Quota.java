package dev.wavry.gateway.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each key asked in the last minute. */
final class Quota {
    private static final long MINUTE = 60_000_000_000L;
    private static final int MOST_KEYS = 10_000;

    private final int perMinute;
    private final Map<String, Deque<Long>> asked = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Long>> eldest) {
            return size() > MOST_KEYS;
        }
    };

    Quota(int perMinute) {
        this.perMinute = perMinute;
    }

    boolean take(String key, long nowNanos) {
        Deque<Long> times = asked.computeIfAbsent(key, k -> new ArrayDeque<>());
        while (!times.isEmpty() && nowNanos - times.peekFirst() > MINUTE) {
            times.removeFirst();
        }
        if (times.size() >= perMinute) {
            return false;
        }
        times.addLast(nowNanos);
        return true;
    }
}
