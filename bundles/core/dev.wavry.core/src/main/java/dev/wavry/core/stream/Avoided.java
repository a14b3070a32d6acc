package dev.wavry.core.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Strategies that failed a moment ago and are not asked again for a while. Belongs to CONTROL. */
final class Avoided {
    /** For so long. */
    static final long NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Map<Long, Long> until = new HashMap<>();

    /** This registration failed now. */
    void add(long serviceId, long nowNanos) {
        until.put(serviceId, nowNanos + NANOS);
    }

    /** Numbers of the registrations not to ask now. */
    Set<Long> at(long nowNanos) {
        until.values().removeIf(end -> end < nowNanos);
        return Set.copyOf(until.keySet());
    }

    void clear() {
        until.clear();
    }
}
