package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lib.pulse.PulseConnection;
import dev.wavry.lib.pulse.PulseLibrary;
import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** Which server to ask, and asking it on OPENER, where waiting is allowed. */
final class Server {
    private static final String PROPERTY = "wavry.pulse.server";
    private static final String NAME = "Wavry";
    private static final long PATIENCE_NANOS = 1_800_000_000L;
    private static final long LOOK_NANOS = 50_000_000;

    /** Asked each time, because a command line that names the server is read after this component was made. */
    private final Supplier<String> chosen;

    Server(BundleContext bundle, PulseConfig config) {
        chosen = () -> {
            String property = bundle.getProperty(PROPERTY);
            return !config.server().isEmpty() ? config.server() : property == null ? "" : property;
        };
    }

    Server(String address) {
        chosen = () -> address;
    }

    /** What there is now; nothing where nothing answers. */
    SoundMap look() {
        if (PulseLibrary.missing() != null) {
            return SoundMap.EMPTY;
        }
        try (PulseConnection connection = new PulseConnection(NAME, chosen.get())) {
            connection.connect();
            waitUntil(connection, () -> connection.state() != PulseConnection.State.COMING);
            return connection.state() == PulseConnection.State.UP ? connection.map() : SoundMap.EMPTY;
        }
    }

    /** A connection that is up; the caller closes it. */
    PulseConnection open() throws CannotOpenException {
        String missing = PulseLibrary.missing();
        if (missing != null) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "There is no sound through PulseAudio because " + missing,
                    "Install the package libpulse0");
        }
        PulseConnection connection = new PulseConnection(NAME, chosen.get());
        connection.connect();
        waitUntil(connection, () -> connection.state() != PulseConnection.State.COMING);
        if (connection.state() != PulseConnection.State.UP) {
            String error = connection.error();
            connection.close();
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    "No sound server answers" + (chosen.get().isEmpty() ? "" : " at '" + chosen.get() + "'") + " ("
                            + error + ")",
                    "Start PulseAudio or PipeWire with pipewire-pulse, or set PULSE_SERVER to one that runs");
        }
        return connection;
    }

    /** Works on OPENER until something is so, but not for long; answers whether it is. */
    static boolean waitUntil(PulseConnection connection, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            connection.work();
            if (condition.getAsBoolean()) {
                return true;
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            connection.await(Math.min(left, LOOK_NANOS));
        }
        return true;
    }
}
