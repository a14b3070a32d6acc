package dev.wavry.platform.any.internal;

import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.awt.AWTError;
import java.awt.AWTException;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Robot;
import java.util.Locale;
import java.util.Optional;

/** The door to AWT, which must not be touched where it is not wanted: it connects to the display for good. */
final class Awt {
    private final boolean wanted;

    Awt(boolean onLinux) {
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
        this.wanted = onLinux || !linux;
    }

    /** The screens, main one first; empty where AWT is not wanted or has no display. */
    GraphicsDevice[] screens() {
        if (!wanted || GraphicsEnvironment.isHeadless()) {
            return new GraphicsDevice[0];
        }
        try {
            GraphicsEnvironment here = GraphicsEnvironment.getLocalGraphicsEnvironment();
            GraphicsDevice[] screens = here.getScreenDevices();
            GraphicsDevice main = here.getDefaultScreenDevice();
            java.util.Arrays.sort(screens, (a, b) -> Boolean.compare(b.equals(main), a.equals(main)));
            return screens;
        } catch (AWTError | NoClassDefFoundError | java.awt.HeadlessException noDisplay) {
            return new GraphicsDevice[0];
        }
    }

    /** Makes a robot for a screen, the main one if {@code id} names none. */
    Robot robot(String id, String purpose) throws CannotOpenException {
        GraphicsDevice[] screens = screens();
        if (screens.length == 0) {
            throw new CannotOpenException(
                    Reason.NOT_HERE,
                    purpose
                            + " by AWT is not possible because there is no display, AWT is headless or not wanted on Linux",
                    "Start it in a desktop session without java.awt.headless, or use the adapter made for this system");
        }
        try {
            return new Robot(find(screens, id).orElse(screens[0]));
        } catch (AWTException | SecurityException refused) {
            throw new CannotOpenException(
                    Reason.NOT_PERMITTED,
                    purpose + " by AWT is refused by the system",
                    "Allow it in the privacy settings of the system",
                    refused);
        }
    }

    /** The screen with an id of {@link #id}. */
    static Optional<GraphicsDevice> find(GraphicsDevice[] screens, String id) {
        for (GraphicsDevice screen : screens) {
            if (id(screen).equals(id)) {
                return Optional.of(screen);
            }
        }
        return Optional.empty();
    }

    /** Id of a screen as a target. */
    static String id(GraphicsDevice screen) {
        return "robot/" + screen.getIDstring();
    }
}
