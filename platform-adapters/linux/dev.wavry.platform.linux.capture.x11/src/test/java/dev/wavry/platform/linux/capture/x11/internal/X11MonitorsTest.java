package dev.wavry.platform.linux.capture.x11.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class X11MonitorsTest {
    private static final CaptureSettings WISH = new CaptureSettings(60, 0, 0);

    @Test
    void shouldOfferNothingWhereNoServerIs() {
        assertTrue(new X11CaptureSource(":31999").targets().isEmpty());
        assertTrue(new X11CaptureSource("").targets().isEmpty());
    }

    @Test
    void shouldSayThatNoServerAnswers() {
        CaptureTarget target = target(":31999/screen");
        CannotOpenException none = assertThrows(
                CannotOpenException.class, () -> new X11CaptureSource(":31999").open(target, WISH, new Consumer()));
        assertEquals(Reason.NOT_HERE, none.reason());
        assertTrue(none.what().contains(":31999"), none.what());
    }

    @Test
    void shouldNameTheScreensThatAreHereIfTheWishedOneIsGone() {
        try (XServer server = XServer.xvfb(320, 200)) {
            X11CaptureSource source = new X11CaptureSource(server.display());
            CannotOpenException gone = assertThrows(
                    CannotOpenException.class,
                    () -> source.open(target(server.display() + "/DP-9"), WISH, new Consumer()));
            assertEquals(Reason.NOT_HERE, gone.reason());
            assertTrue(gone.fix().contains(source.targets().get(0).id()), gone.fix());
        }
    }

    @Test
    void shouldRefuseAScreenOfOtherPixelsInWords() {
        try (XServer server = XServer.xvfb(320, 200, 16)) {
            X11CaptureSource source = new X11CaptureSource(server.display());
            CaptureTarget target = source.targets().get(0);
            CannotOpenException other =
                    assertThrows(CannotOpenException.class, () -> source.open(target, WISH, new Consumer()));
            assertEquals(Reason.UNSUPPORTED, other.reason());
            assertTrue(other.what().contains("16 bits per pixel"), other.what());
        }
    }

    @Test
    void shouldCaptureOneMonitorOfSeveral() throws Exception {
        try (XServer server = XServer.xvfb(400, 200)) {
            server.run("xrandr", "--setmonitor", "left", "160/40x200/50+0+0", "screen");
            server.run("xrandr", "--setmonitor", "*right", "240/60x150/40+160+20", "none");
            X11CaptureSource source = new X11CaptureSource(server.display());
            assertEquals(
                    java.util.List.of(server.display() + "/right", server.display() + "/left"),
                    source.targets().stream().map(CaptureTarget::id).toList());
            try (Bench bench = new Bench(server, 1000).started()) {
                assertEquals("[240x150+0+0]", bench.consumer.lastDamage.toString());
                bench.painter.fill(0x112233, 150, 10, 20, 20);
                bench.until("the part on this monitor", () -> bench.consumer.rgb(0, 0) == 0x112233);
                assertEquals("[10x10+0+0]", bench.consumer.lastDamage.toString());
                int before = bench.consumer.pictures;
                bench.painter.fill(0x445566, 10, 10, 20, 20);
                bench.settle();
                assertEquals(before, bench.consumer.pictures, "another monitor's damage is not ours");
                bench.server.run("xdotool", "mousemove_relative", "--", "-30", "-50");
                bench.until("the pointer in pixels of the picture", () -> bench.consumer.pointerX == 10);
                assertEquals(30, bench.consumer.pointerY);
            }
        }
    }

    @Test
    void shouldAskOnceToBeOpenedAgainWhenTheModeChanges() throws Exception {
        try (Bench bench = new Bench(XServer.changeable(1024, 768), 1000).started()) {
            assertEquals(1024, bench.target.width());
            bench.server.run("xrandr", "-s", "800x600");
            bench.until("the request", () -> !bench.consumer.reopenReasons.isEmpty());
            bench.settle();
            assertEquals(1, bench.consumer.reopenReasons.size(), bench.consumer.reopenReasons::toString);
            assertTrue(bench.consumer.reopenReasons.get(0).contains("800x600"), bench.consumer.reopenReasons::toString);
            assertEquals(null, bench.consumer.failure);
            Consumer next = new Consumer();
            try (Capture again = bench.source.open(bench.source.targets().get(0), WISH, next)) {
                assertTrue(again.doWork() > 0);
                assertEquals("[800x600+0+0]", next.lastDamage.toString());
            }
        }
    }

    @Test
    void shouldGoOnWithTheOldPlaceWhileItExists() throws Exception {
        try (Bench bench = new Bench(XServer.changeable(800, 600), 1000).started()) {
            bench.server.run("xrandr", "-s", "1280x1024");
            bench.until("the request", () -> !bench.consumer.reopenReasons.isEmpty());
            bench.painter.fill(0x123456, 5, 5, 9, 9);
            bench.until("the change", () -> bench.consumer.rgb(5, 5) == 0x123456);
            assertFalse(bench.consumer.reopenReasons.isEmpty());
        }
    }

    private static CaptureTarget target(String id) {
        return new CaptureTarget(id, id, CaptureTarget.Kind.DISPLAY, 0, 0, 10, 10, true);
    }
}
