package dev.wavry.tck;

import dev.wavry.buffer.CounterSet;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.lifecycle.StrategyContext;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.MediaClock;
import java.util.ArrayList;
import java.util.List;

/** What every context of the contract has in common: a clock, counters, and a record of what the handle said. One thread. */
public abstract class Bench implements StrategyContext, StrategyEvents {
    private final CounterSet counters = new CounterSet();
    private final List<String> reopenWishes = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Thread home = Thread.currentThread();
    private final MediaClock clock = this::now;
    private long stoppedNanos;
    private int strangeCalls;

    @Override
    public MediaClock clock() {
        return clock;
    }

    private long now() {
        return stoppedNanos == 0 ? System.nanoTime() : stoppedNanos;
    }

    /** From now on the clock stands still but for this: moves it on by so many nanoseconds, at least 1. */
    public void passTime(long nanos) {
        stoppedNanos = now() + nanos;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public StrategyEvents events() {
        return this;
    }

    @Override
    public void reopenNeeded(String why) {
        reopenWishes.add(why);
    }

    @Override
    public void failed(Throwable cause) {
        failures.add(cause);
    }

    /** Sinks call this: a handle owns no threads, so it may only come on the one that called it. */
    final void noteCaller() {
        if (Thread.currentThread() != home) {
            strangeCalls++;
        }
    }

    /** Calls that came on another thread than the one that made this bench. */
    public int strangeCalls() {
        return strangeCalls;
    }

    /** What the handle said about a need to be opened anew. */
    public List<String> reopenWishes() {
        return reopenWishes;
    }

    /** What the handle died of. */
    public List<Throwable> failures() {
        return failures;
    }
}
