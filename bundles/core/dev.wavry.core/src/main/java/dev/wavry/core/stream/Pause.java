package dev.wavry.core.stream;

import dev.wavry.api.SessionReason;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Why there are no pictures, and who was told. Belongs to CONTROL. */
final class Pause {
    /** A provider that leaves and returns within this time is being updated. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final Set<Viewer> told = new HashSet<>();
    private SessionReason reason = SessionReason.NONE;
    private String text = "";
    private long announceAtNanos = Long.MAX_VALUE;

    /** Something is missing; it is announced after the grace. */
    void missing(SessionReason newReason, String newText, long nowNanos) {
        if (reason != newReason) {
            told.clear();
        }
        if (announceAtNanos == Long.MAX_VALUE) {
            announceAtNanos = nowNanos + GRACE_NANOS;
        }
        reason = newReason;
        text = newText;
    }

    /** Nothing is missing. */
    void over() {
        reason = SessionReason.NONE;
        announceAtNanos = Long.MAX_VALUE;
        told.clear();
    }

    /** What is missing, in words. */
    String text() {
        return text;
    }

    long announceAtNanos() {
        return announceAtNanos;
    }

    /** The grace is over, or there is somebody new: tells whoever does not know yet. */
    void announce(Iterable<Viewer> viewers) {
        announceAtNanos = Long.MAX_VALUE;
        for (Viewer viewer : viewers) {
            if (told.add(viewer)) {
                viewer.paused(reason, text);
            }
        }
    }

    void forget(Viewer viewer) {
        told.remove(viewer);
    }
}
