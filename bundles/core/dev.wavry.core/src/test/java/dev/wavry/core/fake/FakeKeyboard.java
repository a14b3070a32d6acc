package dev.wavry.core.fake;

import dev.wavry.spi.input.InputContext;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputInjector;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A keyboard and pointer that write down what they are told. */
public final class FakeKeyboard implements InputInjector {
    private final Laws laws;
    private final List<String> events = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger releases = new AtomicInteger();
    private volatile @Nullable CountDownLatch openLatch;
    private volatile @Nullable RuntimeException throwNext;

    /** A keyboard that nobody uses. */
    public FakeKeyboard(Laws laws) {
        this.laws = laws;
    }

    /** Opening waits for the latch. */
    public void openWaitsFor(@Nullable CountDownLatch latch) {
        openLatch = latch;
    }

    /** The next event makes the keyboard throw. */
    public void throwNext(RuntimeException e) {
        throwNext = e;
    }

    /** What was injected, as {@code KIND a b text}. */
    public List<String> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** What was typed, piece by piece. */
    public List<String> texts() {
        synchronized (events) {
            return List.copyOf(texts);
        }
    }

    /** How often everything was lifted. */
    public int releases() {
        return releases.get();
    }

    /** How often it was opened. */
    public int opened() {
        return opened.get();
    }

    /** How many devices are open. */
    public int live() {
        return live.get();
    }

    @Override
    public Set<InputKind> accepts() {
        return EnumSet.allOf(InputKind.class);
    }

    @Override
    public InputDevice open(InputContext context) throws CannotOpenException {
        FakeEncoders.awaitLatch(openLatch);
        Laws.Guard guard = laws.new Guard("keyboard " + opened.incrementAndGet());
        live.incrementAndGet();
        return new Device(guard);
    }

    private final class Device implements InputDevice {
        private final Laws.Guard guard;

        Device(Laws.Guard guard) {
            this.guard = guard;
        }

        @Override
        public void inject(InputEvent event) {
            boolean outermost = guard.enter("inject");
            RuntimeException toThrow = throwNext;
            if (toThrow != null) {
                throwNext = null;
                guard.leave(outermost);
                throw toThrow;
            }
            synchronized (events) {
                if (event.kind() == InputKind.TEXT) {
                    texts.add(event.text());
                }
                events.add((event.kind() + " " + event.a() + " " + event.b() + " " + event.text()).strip());
            }
            guard.leave(outermost);
        }

        @Override
        public void releaseAll() {
            guard.leave(guard.enter("releaseAll"));
            releases.incrementAndGet();
        }

        @Override
        public void close() {
            if (guard.close()) {
                live.decrementAndGet();
            }
        }
    }
}
