package dev.wavry.platform.linux.internal;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.wavry.lib.x11.XConnection;
import dev.wavry.lib.x11.XLibraries;
import dev.wavry.lib.x11.Xlib;
import dev.wavry.lib.x11.Xss;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the screen from being blanked and the machine from going to sleep, as far as this system has somebody to ask. */
final class Wakefulness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wakefulness.class);

    private final @Nullable XConnection screen;
    private final @Nullable Process inhibitor;

    private Wakefulness(@Nullable XConnection screen, @Nullable Process inhibitor) {
        this.screen = screen;
        this.inhibitor = inhibitor;
    }

    /** Starts to keep both awake; what is not possible is said in the log and left out. */
    static Wakefulness keep(String display, String why) {
        return new Wakefulness(suspendScreenSaver(display), inhibitSleep(why));
    }

    private static @Nullable XConnection suspendScreenSaver(String display) {
        String missing = XLibraries.missing(Xlib.SONAME, Xss.SONAME);
        XConnection connection = missing == null ? XConnection.tryOpen(display) : null;
        if (connection == null) {
            LOG.info(
                    "The screen is not kept awake because {}",
                    missing == null ? "no X server answers at '" + display + "'" : missing);
            return null;
        }
        try (Memory out = new Memory(8)) {
            long a = Pointer.nativeValue(out);
            if (Xss.XScreenSaverQueryExtension(connection.display(), a, a + 4) == 0) {
                LOG.info("The screen is not kept awake because the X server has no MIT-SCREEN-SAVER extension");
                connection.close();
                return null;
            }
        }
        Xlib.XResetScreenSaver(connection.display());
        Xss.XScreenSaverSuspend(connection.display(), 1);
        connection.sync();
        return connection;
    }

    /** The lock of systemd lasts as long as a program runs, here one that waits for its input to end. */
    private static @Nullable Process inhibitSleep(String why) {
        try {
            return new ProcessBuilder(
                            "systemd-inhibit",
                            "--what=idle:sleep",
                            "--who=Wavry",
                            "--why=" + why,
                            "--mode=block",
                            "cat")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException notThere) {
            LOG.info("The machine is not kept from sleeping because there is no systemd-inhibit");
            return null;
        }
    }

    @Override
    public void close() {
        if (screen != null) {
            // The server takes the suspension back by itself.
            screen.close();
        }
        if (inhibitor != null) {
            inhibitor.destroy();
        }
    }
}
