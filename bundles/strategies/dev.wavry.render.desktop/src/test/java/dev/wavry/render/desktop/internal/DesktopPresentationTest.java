package dev.wavry.render.desktop.internal;

import static dev.wavry.spi.input.InputKind.BUTTON;
import static dev.wavry.spi.input.InputKind.KEY;
import static dev.wavry.spi.input.InputKind.MOTION;
import static dev.wavry.spi.input.InputKind.POINTER;
import static dev.wavry.spi.input.InputKind.SCROLL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.capture.CursorShape;
import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationSpec;
import dev.wavry.spi.render.Presented;
import java.lang.management.ManagementFactory;
import java.nio.IntBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lwjgl.sdl.SDLVideo;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DesktopPresentationTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;
    private static final int ROUND = 2000;

    /** X key codes are evdev codes and 8; the second number is what USB calls the key. */
    private static final int X_A = 38;

    private static final int HID_A = 4;
    private static final int X_LEFT_CTRL = 37;
    private static final int HID_LEFT_CTRL = 0xE0;
    private static final int X_LEFT_SHIFT = 50;
    private static final int HID_LEFT_SHIFT = 0xE1;
    private static final int X_LEFT_ALT = 64;
    private static final int HID_LEFT_ALT = 0xE2;
    private static final int X_UP = 111;
    private static final int HID_UP = 82;
    private static final int X_M = 58;
    private static final int X_O = 32;
    private static final int X_Q = 24;

    private static XServer server;

    private final Person person = new Person();
    private final Pictures pictures = new Pictures();
    private PresentAgent agent;

    @BeforeAll
    static void start() throws Exception {
        server = new XServer(1280, 720);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void closeAgent() {
        if (agent != null) {
            agent.close();
        }
        assertEquals(0, pictures.pool.outstanding());
        assertEquals(0, pictures.pool.misuses());
    }

    @Test
    void shouldShowEveryPixelOfThePicture() {
        Presentation presentation = open();
        VideoFrame picture = pictures.picture(WIDTH, HEIGHT, Pictures.noise(1));
        picture.retain();
        assertEquals(Presented.SHOWN, presentation.present(picture));
        assertTrue(picture.info().nanos(Stage.PRESENTED) > 0);
        picture.close();
        expect(Pictures.noise(1), WIDTH, HEIGHT);
        assertEquals(1, person.counters.values().get("desktop.pictures.shown"));
    }

    @Test
    void shouldUpdateTheDamageAndNothingElse() {
        Presentation presentation = open();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(1)));
        expect(Pictures.noise(1), WIDTH, HEIGHT);
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(2), 31, 17, 100, 50));
        expect(
                (x, y) -> (x >= 31 && x < 131 && y >= 17 && y < 67 ? Pictures.noise(2) : Pictures.noise(1))
                        .applyAsInt(x, y),
                WIDTH,
                HEIGHT);
    }

    @Test
    void shouldShowTheWholePictureScaledAfterAResizeAndPartsWithoutASeam() {
        Presentation presentation = open();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x204060)));
        server.resize(agent.window(), 480, 400);
        // 480x300 of picture, 50 rows of black above and below.
        until(() -> server.pixel(agent.window(), 240, 200) == 0x204060, () -> "picture scaled up");
        until(() -> server.pixel(agent.window(), 1, 51) == 0x204060, () -> "edge of the picture");
        assertEquals(0, server.pixel(agent.window(), 240, 48));
        assertEquals(0, server.pixel(agent.window(), 240, 352));
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(3), 50, 50, 60, 60));
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(3), 0, 0, 160, HEIGHT));
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(3), 160, 0, 160, HEIGHT));
        int[] inParts = server.pixels(agent.window(), 0, 0, 480, 400);
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(3)));
        int[] atOnce = server.pixels(agent.window(), 0, 0, 480, 400);
        assertTrue(java.util.Arrays.equals(inParts, atOnce), "a seam between scaled parts");
    }

    @Test
    void shouldKeepThePictureWhenTheWindowIsResizedToAndFro() {
        Presentation presentation = open();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(4)));
        server.resize(agent.window(), 640, 400);
        until(() -> server.pixel(agent.window(), 639, 399) > 0, () -> "scaled up");
        server.resize(agent.window(), WIDTH, HEIGHT);
        expect(Pictures.noise(4), WIDTH, HEIGHT);
    }

    @Test
    void shouldFollowTheSizeOfThePicture() {
        Presentation presentation = open();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(5)));
        expect(Pictures.noise(5), WIDTH, HEIGHT);
        presentation.present(pictures.picture(400, 300, Pictures.noise(6)));
        expect(Pictures.noise(6), 400, 300);
    }

    @Test
    void shouldFitAPictureLargerThanTheScreen() {
        agent = new PresentAgent(renderer(), new PresentationSpec("large", 2560, 1440, false), person);
        agent.presentation().present(pictures.picture(2560, 1440, Pictures.plain(0x123456)));
        until(() -> server.pixel(agent.window(), 1279, 719) == 0x123456, () -> "the far corner");
    }

    @Test
    void shouldSendKeysByTheirPlaceOnTheKeyboardAndNoRepeats() {
        openFocused();
        press(X_A, X_LEFT_CTRL, X_UP);
        until(
                () -> person.did(KEY)
                        .equals(List.of(
                                "KEY " + HID_A + " 1",
                                "KEY " + HID_A + " 0",
                                "KEY " + HID_LEFT_CTRL + " 1",
                                "KEY " + HID_LEFT_CTRL + " 0",
                                "KEY " + HID_UP + " 1",
                                "KEY " + HID_UP + " 0")),
                () -> "keys " + person.deeds);
        server.key(X_A, true);
        // Xvfb repeats a held key every 40 ms after 660 ms; the next key shows that they were left out.
        long later = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(900);
        until(() -> System.nanoTime() > later, () -> "time to pass");
        server.key(X_A, false);
        until(() -> person.did(KEY).size() >= 8, () -> "keys " + person.deeds);
        assertEquals(
                List.of("KEY " + HID_A + " 1", "KEY " + HID_A + " 0"),
                person.did(KEY).subList(6, 8));
        for (Person.Deed deed : person.deeds) {
            assertEquals(PresentAgent.THREAD, deed.thread());
            assertTrue(deed.nanos() <= deed.seenNanos(), "an event from the future");
            assertTrue(deed.seenNanos() - deed.nanos() < TimeUnit.SECONDS.toNanos(5), "a time of another clock");
        }
    }

    @Test
    void shouldSendPointerButtonsAndWheel() {
        openFocused();
        server.point(agent.window(), 100, 50);
        until(() -> person.did(POINTER).contains("POINTER 100 50"), () -> "pointer " + person.deeds);
        for (int button : new int[] {1, 2, 3, 8, 9}) {
            server.button(button, true);
            server.button(button, false);
        }
        until(
                () -> person.did(BUTTON)
                        .equals(List.of(
                                "BUTTON 1 1",
                                "BUTTON 1 0",
                                "BUTTON 2 1",
                                "BUTTON 2 0",
                                "BUTTON 3 1",
                                "BUTTON 3 0",
                                "BUTTON 4 1",
                                "BUTTON 4 0",
                                "BUTTON 5 1",
                                "BUTTON 5 0")),
                () -> "buttons " + person.deeds);
        for (int button : new int[] {4, 5, 6, 7}) {
            server.button(button, true);
            server.button(button, false);
        }
        until(
                () -> person.did(SCROLL)
                        .equals(List.of("SCROLL 0 120", "SCROLL 0 -120", "SCROLL -120 0", "SCROLL 120 0")),
                () -> "wheel " + person.deeds);
    }

    @Test
    void shouldMapThePointerBackThroughScalingAndBorders() {
        Presentation presentation = openFocused();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x777777)));
        server.resize(agent.window(), 640, 500);
        until(() -> server.pixel(agent.window(), 639, 60) == 0x777777, () -> "scaled up");
        server.point(agent.window(), 200, 150);
        until(() -> person.did(POINTER).contains("POINTER 100 50"), () -> "pointer " + person.deeds);
        server.point(agent.window(), 639, 2);
        until(() -> person.did(POINTER).contains("POINTER 319 0"), () -> "clamped pointer " + person.deeds);
    }

    @Test
    void shouldSendDistancesWhileTheMouseIsCaught() {
        openFocused();
        server.point(agent.window(), 100, 50);
        until(() -> person.did(POINTER).contains("POINTER 100 50"), () -> "pointer " + person.deeds);
        chord(X_M);
        person.deeds.clear();
        for (int i = 0; i < 100; i++) {
            server.moveBy(3, -2);
        }
        until(() -> sum(true) == 300 && sum(false) == -200, () -> "distances " + person.deeds);
        assertTrue(person.did(POINTER).isEmpty());
        chord(X_M);
        person.deeds.clear();
        server.point(agent.window(), 20, 30);
        until(() -> person.did(POINTER).contains("POINTER 20 30"), () -> "pointer " + person.deeds);
    }

    private int sum(boolean ofX) {
        return person.deeds.stream()
                .filter(deed -> deed.kind() == MOTION)
                .mapToInt(deed -> ofX ? deed.a() : deed.b())
                .sum();
    }

    @Test
    void shouldKeepShortcutsOfTheViewerToItself() {
        Presentation presentation = openFocused();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x0000FF)));
        presentation.overlay("12 ms\n60 fps");
        chord(X_O);
        until(() -> has(0xFFFFFF) && has(0x181818), () -> "the overlay");
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x00FF00)));
        until(() -> has(0xFFFFFF) && !has(0x0000FF), () -> "the overlay over the next picture");
        chord(X_O);
        expect(Pictures.plain(0x00FF00), WIDTH, HEIGHT);
        chord(X_Q);
        until(() -> person.closeRequests.get() == 1, () -> "the request to close");
        List<String> keys = person.did(KEY);
        assertTrue(
                keys.stream()
                        .allMatch(key -> key.startsWith("KEY " + HID_LEFT_CTRL + " ")
                                || key.startsWith("KEY " + HID_LEFT_SHIFT + " ")
                                || key.startsWith("KEY " + HID_LEFT_ALT + " ")),
                keys.toString());
    }

    private boolean has(int rgb) {
        return java.util.Arrays.stream(server.pixels(agent.window(), 0, 0, 100, 50))
                .anyMatch(pixel -> pixel == rgb);
    }

    @Test
    void shouldLiftWhatIsDownWhenItLosesTheFocus() {
        openFocused();
        server.point(agent.window(), 10, 10);
        server.key(X_LEFT_SHIFT, true);
        server.button(1, true);
        until(() -> person.did(KEY, BUTTON).size() == 2, () -> "down " + person.deeds);
        server.focusRoot();
        until(
                () -> person.did(KEY, BUTTON).containsAll(List.of("KEY " + HID_LEFT_SHIFT + " 0", "BUTTON 1 0")),
                () -> "up " + person.deeds);
        server.key(X_LEFT_SHIFT, false);
        server.button(1, false);
        server.focus(agent.window());
        press(X_A);
        until(() -> person.did(KEY).contains("KEY " + HID_A + " 0"), () -> "keys " + person.deeds);
        assertEquals(6, person.did(KEY, BUTTON).size(), person.deeds.toString());
    }

    @Test
    void shouldLiftWhatIsDownWhenItIsClosed() {
        openFocused();
        server.key(X_LEFT_SHIFT, true);
        until(() -> person.did(KEY).size() == 1, () -> "down " + person.deeds);
        agent.close();
        server.key(X_LEFT_SHIFT, false);
        assertEquals(List.of("KEY " + HID_LEFT_SHIFT + " 1", "KEY " + HID_LEFT_SHIFT + " 0"), person.did(KEY));
    }

    @Test
    void shouldMissNoKeyThatComesWhilePicturesAreShown() throws Exception {
        long minuteNanos = TimeUnit.MINUTES.toNanos(1);
        agent = new PresentAgent(new DesktopRenderer(server.name(), Drawing.AUTO, minuteNanos), spec(), person);
        Presentation presentation = agent.presentation();
        server.focus(agent.window());
        VideoFrame picture = pictures.picture(WIDTH, HEIGHT, Pictures.noise(7), 0, 0, 20, 20);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger burst = new AtomicInteger();
        Thread decode = new Thread(() -> {
            while (!stop.get()) {
                if (burst.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    presentation.present(picture.retain());
                }
            }
        });
        decode.start();
        try {
            for (int i = 1; i <= 600; i++) {
                int seen = i;
                // A key in the middle of a burst may be read together with the answer to its last picture; then all is
                // silent.
                burst.set(1 + i % 20);
                server.key(X_A, i % 2 == 1);
                until(() -> person.did(KEY).size() >= seen, () -> "key " + seen, 5);
                until(() -> burst.get() == 0, () -> "the end of the burst");
            }
        } finally {
            stop.set(true);
            decode.join();
            picture.close();
        }
    }

    @Test
    void shouldSleepWhileNothingHappens() {
        open().present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(8)));
        expect(Pictures.noise(8), WIDTH, HEIGHT);
        long settled = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        until(() -> System.nanoTime() > settled, () -> "time to pass");
        int before = agent.duties();
        long later = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        until(() -> System.nanoTime() > later, () -> "time to pass");
        assertTrue(agent.duties() - before < 5, "went round " + (agent.duties() - before) + " times for nothing");
    }

    @Test
    void shouldAnswerClosedAfterCloseAndCloseTwice() {
        Presentation presentation = open();
        agent.close();
        presentation.close();
        presentation.wake();
        assertEquals(Presented.CLOSED, presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(1))));
        assertEquals(0, presentation.doWork());
    }

    @Test
    void shouldOpenAndCloseTwentyTimes() {
        int before = descriptors();
        for (int i = 0; i < 20; i++) {
            try (PresentAgent again = new PresentAgent(renderer(), spec(), person)) {
                assertEquals(
                        Presented.SHOWN,
                        again.presentation().present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(i))));
            }
        }
        assertTrue(descriptors() < before + 10, before + " descriptors became " + descriptors());
    }

    @Test
    void shouldLetTwoWindowsLiveBesideEachOther() {
        openFocused();
        Person other = new Person();
        try (PresentAgent second = new PresentAgent(renderer(), spec(), other)) {
            second.presentation().present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(9)));
            server.focus(second.window());
            press(X_A);
            until(() -> other.did(KEY).size() == 2, () -> "keys of the second " + other.deeds);
        }
        server.focus(agent.window());
        press(X_UP);
        until(() -> person.did(KEY).contains("KEY " + HID_UP + " 0"), () -> "keys of the first " + person.deeds);
        assertFalse(person.did(KEY).contains("KEY " + HID_A + " 1"));
    }

    @Test
    void shouldSayThatThereIsNoDisplay() {
        PresentAgent lost = new PresentAgent(new DesktopRenderer(":4711", Drawing.AUTO), spec(), person);
        Throwable problem = org.junit.jupiter.api.Assertions.assertThrows(Throwable.class, lost::presentation);
        assertTrue(String.valueOf(problem.getMessage()).contains("no display"), problem.toString());
    }

    @Test
    void shouldShowThePictureThroughTexturesToo() {
        agent = new PresentAgent(new DesktopRenderer(server.name(), Drawing.TEXTURE), spec(), person);
        agent.presentation().present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(10)));
        expect(Pictures.noise(10), WIDTH, HEIGHT);
        agent.presentation().present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(11), 10, 20, 30, 40));
        expect(
                (x, y) -> (x >= 10 && x < 40 && y >= 20 && y < 60 ? Pictures.noise(11) : Pictures.noise(10))
                        .applyAsInt(x, y),
                WIDTH,
                HEIGHT);
    }

    private Presentation open() {
        agent = new PresentAgent(renderer(), spec(), person);
        return agent.presentation();
    }

    private Presentation openFocused() {
        Presentation presentation = open();
        server.focus(agent.window());
        return presentation;
    }

    private static DesktopRenderer renderer() {
        return new DesktopRenderer(server.name(), Drawing.AUTO);
    }

    private static PresentationSpec spec() {
        return new PresentationSpec("test", WIDTH, HEIGHT, false);
    }

    private static void press(int... keycodes) {
        for (int keycode : keycodes) {
            server.key(keycode, true);
            server.key(keycode, false);
        }
    }

    /** Returns when the viewer has done what the shortcut says. */
    private void chord(int keycode) {
        int before = person.did(KEY).size();
        server.key(X_LEFT_CTRL, true);
        server.key(X_LEFT_ALT, true);
        server.key(X_LEFT_SHIFT, true);
        press(keycode);
        server.key(X_LEFT_SHIFT, false);
        server.key(X_LEFT_ALT, false);
        server.key(X_LEFT_CTRL, false);
        until(() -> person.did(KEY).size() == before + 6, () -> "the keys of the shortcut " + person.deeds);
    }

    private void expect(IntBinaryOperator rgb, int width, int height) {
        until(() -> differs(rgb, width, height).isEmpty(), () -> differs(rgb, width, height));
    }

    private String differs(IntBinaryOperator rgb, int width, int height) {
        int[] seen = server.pixels(agent.window(), 0, 0, width, height);
        for (int i = 0; i < width * height; i++) {
            int wanted = rgb.applyAsInt(i % width, i / width);
            if (seen.length == 0 || seen[i] != wanted) {
                return "pixel " + i % width + "," + i / width + " is "
                        + (seen.length == 0 ? "not there" : Integer.toHexString(seen[i])) + ", not "
                        + Integer.toHexString(wanted);
            }
        }
        return "";
    }

    private static void until(BooleanSupplier condition, Supplier<String> what) {
        until(condition, what, 10);
    }

    @Test
    void shouldAllocateNothingPerPicture() throws Exception {
        Presentation presentation = open();
        VideoFrame picture = pictures.picture(WIDTH, HEIGHT, Pictures.noise(12), 5, 5, 200, 100);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // Until the compiler is through, calls into native code make garbage of their own.
        for (int round = 0; round < 30 && least >= ROUND; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUND; i++) {
                presentation.present(picture.retain());
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        picture.close();
        assertTrue(least < ROUND, (double) least / ROUND + " bytes per picture");
    }

    @Test
    void shouldShowTheFarPointersShapeOnTheNearOne() {
        Presentation presentation = openFocused();
        server.point(agent.window(), 100, 100);
        IntBuffer argb = IntBuffer.allocate(24 * 24);
        for (int i = 0; i < argb.capacity(); i++) {
            argb.put(i, i % 24 < 12 ? 0xFF00FF00 : 0x80400000);
        }
        presentation.cursorShape(new CursorShape(1, 24, 24, 3, 4, argb));
        until(() -> server.cursor().equals("24x24 at 3,4: ff00ff00 80400000"), () -> "the shape " + server.cursor());
        presentation.cursorMoved(0, 0, false);
        until(() -> server.cursor().endsWith(" 0 0"), () -> "no pointer " + server.cursor());
        presentation.cursorMoved(0, 0, true);
        until(() -> server.cursor().endsWith("ff00ff00 80400000"), () -> "the shape again " + server.cursor());
    }

    @Test
    void shouldKeepTheDamageOfPicturesNobodySees() {
        Presentation presentation = open();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(13)));
        expect(Pictures.noise(13), WIDTH, HEIGHT);
        hide(true);
        assertEquals(
                Presented.HIDDEN,
                presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(14), 9, 9, 9, 9)));
        hide(false);
        expect(
                (x, y) -> (x >= 9 && x < 18 && y >= 9 && y < 18 ? Pictures.noise(14) : Pictures.noise(13))
                        .applyAsInt(x, y),
                WIDTH,
                HEIGHT);
        until(() -> person.refreshes.get() == 1, () -> "the request for a whole picture");
    }

    private static void hide(boolean hide) {
        synchronized (Sdl.LOCK) {
            long window = SDLVideo.SDL_GetWindows().get(0);
            boolean done = hide ? SDLVideo.SDL_HideWindow(window) : SDLVideo.SDL_ShowWindow(window);
            assertTrue(done);
        }
    }

    private static void until(BooleanSupplier condition, Supplier<String> what, int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what.get());
            }
            Thread.yield();
        }
    }

    private static int descriptors() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
