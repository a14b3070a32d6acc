package dev.wavry.core.session;

import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.input.InputDevice;
import dev.wavry.spi.media.MediaClock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Which injector the input of one session goes through: opens it on OPENER and replaces it. Belongs to CONTROL. */
final class InputLine {
    private final HostRuntime host;
    private final HostInput input;
    private final MediaClock clock;
    private final BooleanSupplier wanted;
    private @Nullable CaptureTarget target;

    /** @param wanted whether the client may use keyboard and pointer now; asked on CONTROL */
    InputLine(HostRuntime host, HostInput input, MediaClock clock, BooleanSupplier wanted) {
        this.host = host;
        this.input = input;
        this.clock = clock;
        this.wanted = wanted;
    }

    /** What is shown now, which is what input goes to. */
    void target(@Nullable CaptureTarget newTarget) {
        if (newTarget == null || newTarget.equals(target)) {
            return;
        }
        target = newTarget;
        open(newTarget);
    }

    private void open(CaptureTarget to) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        host.open(() -> {
            HostInput.Opened opened = HostInput.open(host.snapshot().injectors(), to, clock);
            host.control(() -> {
                if (opened != null
                        && (!wanted.getAsBoolean() || !host.snapshot().has(opened.provider()))) {
                    host.open(opened.device()::close);
                    return;
                }
                closeLater(input.use(opened));
            });
        });
    }

    /** Nothing goes through any more; what was pressed is let go. */
    void close() {
        closeLater(input.use(null));
    }

    /** The same, and what was shown is forgotten. */
    void forget() {
        close();
        target = null;
    }

    /** Gives back a device that failed. */
    void closeBroken() {
        closeLater(input.takeBroken());
    }

    private void closeLater(@Nullable InputDevice device) {
        if (device != null) {
            host.open(device::close);
        }
    }

    /**
     * Somebody's injector leaves or a better one came.
     *
     * @param leavingId number of the registration that leaves, or -1
     * @param joined whether the client watches
     */
    void changed(long leavingId, boolean joined) {
        CaptureTarget to = target;
        boolean lost = leavingId >= 0 && input.providerId() == leavingId;
        if (lost) {
            close();
        }
        long favoured = host.snapshot().favouredInjector();
        boolean other = favoured >= 0 && favoured != input.providerId();
        if (to != null && (lost || other || input.providerId() < 0) && joined) {
            open(to);
        }
    }
}
