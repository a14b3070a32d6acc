package dev.wavry.core.stream;

import dev.wavry.agent.Agent;
import dev.wavry.core.catalog.Provider;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Parts on their way out: closed on OPENER after the media agent has let go of them, captures only once nobody reads their pictures any
 * more. Belongs to CONTROL.
 */
final class ClosingLines {
    private final Executor control;
    private final Executor opener;
    private final Runnable onClosed;
    private final Map<Object, Provider<?>> closing = new IdentityHashMap<>();
    private final List<CaptureLine> stillRead = new ArrayList<>();

    /**
     * @param onClosed told on CONTROL after each that was closed
     */
    ClosingLines(Executor control, Executor opener, Runnable onClosed) {
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
        control.execute(() -> closed(line));
    }

    private void closeIfHome(CaptureLine line) {
        if (line.isHome()) {
            line.close();
            control.execute(() -> closed(line));
        } else {
            control.execute(() -> stillRead.add(line));
        }
    }

    private void closed(Object line) {
        closing.remove(line);
        onClosed.run();
    }

    /** True if {@link #look} should be called soon. */
    boolean isWaiting() {
        return !stillRead.isEmpty();
    }

    /** Looks whether pictures came home. */
    void look() {
        for (CaptureLine line : List.copyOf(stillRead)) {
            if (line.isHome()) {
                stillRead.remove(line);
                opener.execute(() -> closeIfHome(line));
            }
        }
    }

    /** Adds the numbers of the registrations whose handles are not closed yet. */
    void addProviders(Set<Long> to) {
        closing.values().forEach(provider -> to.add(provider.serviceId()));
    }
}
