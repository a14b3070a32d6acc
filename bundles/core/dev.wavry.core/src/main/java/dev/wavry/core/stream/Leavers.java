package dev.wavry.core.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Strategies that want to leave and wait until nothing of them is in use. Belongs to CONTROL. */
final class Leavers {
    /** So long a successor is waited for; what is closed afterwards is closed before the 500 ms of the catalog are over. */
    private static final long MAKE_BEFORE_BREAK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final List<Leaver> waiting = new ArrayList<>();

    private static final class Leaver {
        private final long serviceId;
        private final CompletableFuture<Boolean> unused = new CompletableFuture<>();
        private long deadlineNanos;
        private boolean opened;

        Leaver(long serviceId, long deadlineNanos) {
            this.serviceId = serviceId;
            this.deadlineNanos = deadlineNanos;
        }
    }

    /** One more; {@link #look} answers it at the earliest when {@code pastOpener} was run. */
    CompletableFuture<Boolean> add(long serviceId, long nowNanos, java.util.function.Consumer<Runnable> pastOpener) {
        Leaver leaver = new Leaver(serviceId, nowNanos + MAKE_BEFORE_BREAK_NANOS);
        waiting.add(leaver);
        pastOpener.accept(() -> leaver.opened = true);
        return leaver.unused;
    }

    /** Lets go whoever is not among the used. */
    void look(Set<Long> used) {
        List<Leaver> gone = waiting.stream()
                .filter(leaver -> leaver.opened && !used.contains(leaver.serviceId))
                .toList();
        waiting.removeAll(gone);
        gone.forEach(leaver -> leaver.unused.complete(true));
    }

    /** When somebody has waited for a successor long enough. */
    long deadlineNanos() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < waiting.size(); i++) {
            next = Math.min(next, waiting.get(i).deadlineNanos);
        }
        return next;
    }

    /** True once for each deadline that has come. */
    boolean isDue(long nowNanos) {
        boolean due = false;
        for (Leaver leaver : waiting) {
            if (nowNanos >= leaver.deadlineNanos) {
                leaver.deadlineNanos = Long.MAX_VALUE;
                due = true;
            }
        }
        return due;
    }
}
