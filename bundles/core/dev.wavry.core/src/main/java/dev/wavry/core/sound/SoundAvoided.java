package dev.wavry.core.sound;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Strategies of sound that failed a moment ago and are not asked again for a while. Belongs to the sound's CONTROL. */
final class SoundAvoided {
    /** For so long; less than the time after which it is planned again. */
    static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Map<Long, Long> until = new HashMap<>();

    void add(long serviceId, long nowNanos) {
        until.put(serviceId, nowNanos + NANOS);
    }

    /** This one does not return, and costs a thread each time. */
    void addStuck(long serviceId, long nowNanos) {
        until.put(serviceId, nowNanos + STUCK_NANOS);
    }

    Set<Long> at(long nowNanos) {
        until.values().removeIf(end -> end < nowNanos);
        return Set.copyOf(until.keySet());
    }

    void clear() {
        until.clear();
    }
}
