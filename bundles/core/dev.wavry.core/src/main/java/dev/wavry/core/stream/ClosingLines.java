package dev.wavry.core.stream;

import dev.wavry.agent.Agent;
import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.media.MediaClock;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts on their way out: closed on OPENER after the media agent has let go of them, captures only once nobody reads their pictures any
 * more. Belongs to CONTROL.
 */
final class ClosingLines {
    private static final Logger LOG = LoggerFactory.getLogger(ClosingLines.class);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Executor control;
    private final Executor opener;
    private final Runnable onClosed;
    private final Map<Object, Provider<?>> closing = new IdentityHashMap<>();
    private final Map<CaptureLine, Long> stillRead = new IdentityHashMap<>();
    private final Lent lent = new Lent();
    private final MediaClock clock;

    /**
     * @param onClosed told on CONTROL after each that was closed
     */
    ClosingLines(MediaClock clock, Executor control, Executor opener, Runnable onClosed) {
        this.clock = clock;
        this.control = control;
        this.opener = opener;
        this.onClosed = onClosed;
    }

    /** Closes an encoder once this agent has done everything it was told so far. */
    void close(EncoderLine line, Agent after) {
        closing.put(line, line.choice.provider());
        after(after, () -> close(line));
    }

    /** Closes a capture once this agent has done everything it was told so far. */
    void close(CaptureLine line, Agent after) {
        closing.put(line, line.choice.provider());
        after(after, () -> closeIfHome(line));
    }

    /** Closes an encoder that never was live. */
    void closeUnused(EncoderLine line) {
        closing.put(line, line.choice.provider());
        opener.execute(() -> close(line));
    }

    /** Closes a capture that never was live. */
    void closeUnused(CaptureLine line) {
        closing.put(line, line.choice.provider());
        opener.execute(() -> closeIfHome(line));
    }

    private void after(Agent agent, Runnable onOpener) {
        if (agent.hasEnded()) {
            opener.execute(onOpener);
        } else {
            agent.execute(() -> opener.execute(onOpener));
        }
    }

    private void close(EncoderLine line) {
        line.close();
        lent.closed(line::leases);
        control.execute(() -> closed(line));
    }

    private void closeIfHome(CaptureLine line) {
        if (line.isHome()) {
            close(line);
        } else {
            control.execute(() -> stillRead.putIfAbsent(line, clock.nanoTime() + PATIENCE_NANOS));
        }
    }

    private void closed(Object line) {
        closing.remove(line);
        onClosed.run();
    }

    /** True if {@link #look} should be called soon. */
    boolean isWaiting() {
        return stillRead.values().stream().anyMatch(deadline -> deadline != Long.MAX_VALUE);
    }

    /** Looks whether pictures came home. */
    void look() {
        for (CaptureLine line : List.copyOf(stillRead.keySet())) {
            if (line.isHome()) {
                stillRead.remove(line);
                opener.execute(() -> closeIfHome(line));
            } else if (stillRead.get(line) != Long.MAX_VALUE && clock.nanoTime() > stillRead.get(line)) {
                giveUp(line);
            }
        }
    }

    /** Somebody who failed has its pictures, perhaps for ever: memory is leaked rather than freed under a reader, and nobody waits for it. */
    private void giveUp(CaptureLine line) {
        LOG.warn("Pictures of capture '{}' did not come back within 5 s and are given up", line.choice.provider());
        stillRead.put(line, Long.MAX_VALUE);
        lent.closed(line.pool::outstanding);
        closed(line);
    }

    private void close(CaptureLine line) {
        line.close();
        control.execute(() -> closed(line));
    }

    /** These counters, and what parts that are gone have lent out. Any thread. */
    Map<String, Long> with(Map<String, Long> counters) {
        Map<String, Long> all = new TreeMap<>(counters);
        all.put("leasesOfClosedParts", lent.count());
        return all;
    }

    /** Adds the numbers of the registrations whose handles are not closed yet. */
    void addProviders(Set<Long> to) {
        closing.values().forEach(provider -> to.add(provider.serviceId()));
    }
}
