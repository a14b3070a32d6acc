package dev.wavry.core.slot;

import dev.wavry.buffer.CounterSet;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.MediaClock;
import java.util.function.Consumer;

/** What every handle is given: the clock, its counters and the way to tell us about itself. */
public class HandleContext implements StrategyContext {
    private final MediaClock clock;
    private final CounterSet counters = new CounterSet();
    private final Relay events;

    /**
     * @param onReopen told why a handle cannot go on as it is; any thread
     * @param onFailed told why a handle is dead; any thread
     */
    public HandleContext(MediaClock clock, Consumer<String> onReopen, Consumer<Throwable> onFailed) {
        this.clock = clock;
        this.events = new Relay(onReopen, onFailed);
    }

    @Override
    public final MediaClock clock() {
        return clock;
    }

    @Override
    public final Counters counters() {
        return counters;
    }

    /** Values of the counters so far. */
    public final CounterSet counterSet() {
        return counters;
    }

    @Override
    public final StrategyEvents events() {
        return events;
    }

    /** From now on nothing the handle says is heard. */
    public final void mute() {
        events.muted = true;
    }

    private static final class Relay implements StrategyEvents {
        private final Consumer<String> onReopen;
        private final Consumer<Throwable> onFailed;
        private volatile boolean muted;

        Relay(Consumer<String> onReopen, Consumer<Throwable> onFailed) {
            this.onReopen = onReopen;
            this.onFailed = onFailed;
        }

        @Override
        public void reopenNeeded(String why) {
            if (!muted) {
                onReopen.accept(why);
            }
        }

        @Override
        public void failed(Throwable cause) {
            if (!muted) {
                onFailed.accept(cause);
            }
        }
    }
}
