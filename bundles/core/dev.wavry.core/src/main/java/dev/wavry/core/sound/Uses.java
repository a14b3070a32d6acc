package dev.wavry.core.sound;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** How many handles of each strategy are open, so that a leaving one can be told when none is. Safe from any thread. */
final class Uses {
    private final Map<Long, Integer> open = new HashMap<>();
    private final Map<Long, List<CompletableFuture<Boolean>>> waiting = new HashMap<>();

    /** One is about to be opened. */
    synchronized void begin(long serviceId) {
        open.merge(serviceId, 1, Integer::sum);
    }

    /** One is closed, or could not be opened. */
    void end(long serviceId) {
        List<CompletableFuture<Boolean>> told = List.of();
        synchronized (this) {
            if (open.merge(serviceId, -1, Integer::sum) <= 0) {
                open.remove(serviceId);
                told = waiting.getOrDefault(serviceId, List.of());
                waiting.remove(serviceId);
            }
        }
        told.forEach(future -> future.complete(true));
    }

    /** Completes once none of this strategy is open. */
    synchronized CompletableFuture<Boolean> none(long serviceId) {
        if (!open.containsKey(serviceId)) {
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<Boolean> future = new CompletableFuture<>();
        waiting.computeIfAbsent(serviceId, id -> new ArrayList<>()).add(future);
        return future;
    }
}
