package dev.wavry.render.desktop.internal;

import dev.wavry.buffer.CounterSet;
import dev.wavry.spi.health.Counters;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.input.InputSink;
import dev.wavry.spi.lifecycle.StrategyEvents;
import dev.wavry.spi.media.MediaClock;
import dev.wavry.spi.render.PresentationContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A context that writes down what the person at the window did. */
final class Person implements PresentationContext {
    record Deed(InputKind kind, int a, int b, long nanos, long seenNanos, String thread) {
        @Override
        public String toString() {
            return kind + " " + a + " " + b;
        }
    }

    final List<Deed> deeds = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    final AtomicInteger closeRequests = new AtomicInteger();
    final AtomicInteger refreshes = new AtomicInteger();
    final CounterSet counters = new CounterSet();

    /** The deeds of some kinds as text, in order. */
    List<String> did(InputKind... kinds) {
        List<InputKind> wanted = List.of(kinds);
        return deeds.stream()
                .filter(deed -> wanted.contains(deed.kind()))
                .map(Deed::toString)
                .collect(Collectors.toList());
    }

    @Override
    public InputSink input() {
        return this::note;
    }

    private void note(InputEvent event) {
        deeds.add(new Deed(
                event.kind(),
                event.a(),
                event.b(),
                event.nanos(),
                System.nanoTime(),
                Thread.currentThread().getName()));
    }

    @Override
    public void closeRequested() {
        closeRequests.incrementAndGet();
    }

    @Override
    public void refreshNeeded() {
        refreshes.incrementAndGet();
    }

    @Override
    public MediaClock clock() {
        return System::nanoTime;
    }

    @Override
    public Counters counters() {
        return counters;
    }

    @Override
    public StrategyEvents events() {
        return new StrategyEvents() {
            @Override
            public void reopenNeeded(String why) {
                throw new AssertionError(why);
            }

            @Override
            public void failed(Throwable cause) {
                failures.add(cause);
            }
        };
    }
}
