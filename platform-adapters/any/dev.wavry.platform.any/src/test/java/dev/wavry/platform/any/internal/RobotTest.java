package dev.wavry.platform.any.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.input.InputKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** AWT belongs to one display for the life of a process, so each robot runs in a process of its own. */
@Timeout(120)
class RobotTest {
    @Test
    void shouldOfferNothingWhereAwtIsHeadlessOrNotWanted() {
        System.setProperty("java.awt.headless", "true");
        assertTrue(new RobotSource(true).targets().isEmpty());
        assertTrue(new RobotSource(false).targets().isEmpty());
        assertFalse(new RobotInjector(false).accepts().contains(InputKind.TEXT));
    }

    @Test
    void shouldCaptureWhatChangesAndActAsKeyboardAndPointer() {
        try (XServer server = XServer.xvfb(320, 200)) {
            String said = server.run(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.awt.headless=false",
                    "-cp",
                    System.getProperty("java.class.path"),
                    RobotSession.class.getName(),
                    server.display());
            assertEquals(
                    String.join(
                            "\n",
                            "targets 1 of 320x200",
                            "first [320x200+0+0]",
                            "quiet 0",
                            "changed [20x10+30+40] pixel d02010",
                            "pointer 55,66 button 256 key shift",
                            "moved 60,61",
                            "released",
                            ""),
                    said);
        }
    }
}
