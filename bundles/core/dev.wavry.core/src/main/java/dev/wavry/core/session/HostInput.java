package dev.wavry.core.session;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.rift.message.InputCodec;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.input.InputContext;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.spi.input.InputInjector;
import dev.wavry.spi.input.InputKind;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keyboard and pointer of one session on the host: knows what is down so that nothing stays stuck, and bounds how much a client may do
 * in a second. Belongs to the RECEIVE agent apart from {@link #open}.
 */
final class HostInput {
    private static final Logger LOG = LoggerFactory.getLogger(HostInput.class);
    /** A mouse that reports 1000 times a second, twice over, and fast typing. */
    private static final int MOST_MOVES_PER_SECOND = 4000;

    /** Keys, buttons, wheel and text: more than hands can do. */
    private static final int MOST_OTHERS_PER_SECOND = 2000;

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final MediaClock clock;
    private final InputEvent event = new InputEvent();
    private final BitSet keysDown = new BitSet();
    private final BitSet buttonsDown = new BitSet();
    private @Nullable InputDevice device;
    private @Nullable InputDevice broken;
    private volatile @Nullable Provider<InputInjector> provider;
    private long windowNanos;
    private int moves;
    private int others;
    private final InputEvent merged = new InputEvent();
    private boolean owesMove;
    private volatile long injected;
    private volatile long overLimit;

    HostInput(MediaClock clock) {
        this.clock = clock;
    }

    /** Opens the best injector for a target; on OPENER. Null if there is none, which makes the session view-only. */
    static @Nullable Opened open(List<Provider<InputInjector>> providers, CaptureTarget target, MediaClock clock) {
        for (Provider<InputInjector> provider : providers) {
            try {
                return new Opened(provider, provider.service().open(new Context(clock, target)));
            } catch (CannotOpenException e) {
                LOG.warn("Input by '{}' cannot be opened ({}): {}", provider.id(), e.reason(), e.getMessage());
            } catch (RuntimeException | Error e) {
                LOG.warn("Input by '{}' failed while it was opened", provider.id(), e);
            }
        }
        return null;
    }

    /** An opened device and where it comes from. */
    record Opened(Provider<InputInjector> provider, InputDevice device) {}

    /** Uses another device from now on; answers the old one, released, to be closed on OPENER. */
    @Nullable
    InputDevice use(@Nullable Opened opened) {
        releaseAll();
        InputDevice old = device;
        device = opened == null ? null : opened.device();
        provider = opened == null ? null : opened.provider();
        return old;
    }

    /** Number of the registration in use, or -1. */
    long providerId() {
        Provider<InputInjector> used = provider;
        return used == null ? -1 : used.serviceId();
    }

    /** Bundle of the registration in use, or an empty text; any thread. */
    String bundle() {
        Provider<InputInjector> used = provider;
        return used == null ? "" : used.bundle();
    }

    /** Does one event. @return false if the client sends more than any person could */
    boolean inject(ByteBuffer bytes) {
        if (!InputCodec.decode(bytes, event)) {
            return true;
        }
        renewWindow();
        boolean move = event.kind() == InputKind.POINTER || event.kind() == InputKind.MOTION;
        if (move && ++moves > MOST_MOVES_PER_SECOND) {
            // Where the pointer went on its way does not matter, only where it gets to.
            overLimit++;
            merge();
            return true;
        }
        if (!move && ++others > MOST_OTHERS_PER_SECOND) {
            overLimit++;
            return false;
        }
        doOwedMove();
        remember();
        pass(event);
        return true;
    }

    private void renewWindow() {
        long now = clock.nanoTime();
        if (now - windowNanos > SECOND_NANOS) {
            windowNanos = now;
            moves = 0;
            others = 0;
        }
    }

    private void merge() {
        if (owesMove && merged.kind() != event.kind()) {
            doOwedMove();
        }
        boolean adds = owesMove && event.kind() == InputKind.MOTION;
        int x = adds ? merged.a() + event.a() : event.a();
        int y = adds ? merged.b() + event.b() : event.b();
        merged.set(event.kind(), x, y, event.nanos());
        owesMove = true;
    }

    private void doOwedMove() {
        if (owesMove) {
            owesMove = false;
            pass(merged);
        }
    }

    private void pass(InputEvent what) {
        InputDevice to = device;
        if (to != null) {
            try {
                to.inject(what);
                injected++;
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    /** A device that throws is not asked any more; the session goes on without input. */
    private void failed(Throwable cause) {
        LOG.warn("Input by '{}' failed; the session is view-only until another one arrives", provider, cause);
        broken = device;
        device = null;
        provider = null;
        keysDown.clear();
        buttonsDown.clear();
    }

    /** A device that failed and is to be closed on OPENER, once. */
    @Nullable
    InputDevice takeBroken() {
        InputDevice gone = broken;
        broken = null;
        return gone;
    }

    private void remember() {
        if (event.kind() == InputKind.KEY) {
            keysDown.set(event.a(), event.b() == 1);
        } else if (event.kind() == InputKind.BUTTON) {
            buttonsDown.set(event.a(), event.b() == 1);
        }
    }

    /** What is typed takes several steps on some systems. */
    int doWork() {
        renewWindow();
        if (owesMove && moves < MOST_MOVES_PER_SECOND) {
            doOwedMove();
        }
        InputDevice to = device;
        if (to == null) {
            return 0;
        }
        try {
            return to.doWork();
        } catch (RuntimeException | Error e) {
            failed(e);
            return 0;
        }
    }

    /** True while a merged move waits for its turn. */
    boolean owesMove() {
        return owesMove;
    }

    /** True while typing goes on by itself and {@link #doWork} must be called every few milliseconds. */
    boolean typing() {
        InputDevice to = device;
        return to != null && !to.drained();
    }

    boolean anythingDown() {
        return !keysDown.isEmpty() || !buttonsDown.isEmpty();
    }

    /** Lifts whatever is down. */
    void releaseAll() {
        InputDevice to = device;
        keysDown.clear();
        buttonsDown.clear();
        if (to != null) {
            try {
                to.releaseAll();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    long injected() {
        return injected;
    }

    long overLimit() {
        return overLimit;
    }

    private static final class Context extends HandleContext implements InputContext {
        private final CaptureTarget target;

        Context(MediaClock clock, CaptureTarget target) {
            super(
                    clock,
                    why -> LOG.info("Input wants to be opened anew: {}", why),
                    cause -> LOG.warn("Input failed: {}", String.valueOf(cause.getMessage())));
            this.target = target;
        }

        @Override
        public CaptureTarget target() {
            return target;
        }
    }
}
