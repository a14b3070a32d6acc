package dev.wavry.render.desktop.internal;

import static dev.wavry.spi.input.InputKind.KEY;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lwjgl.sdl.SDLInit;
import org.lwjgl.sdl.SDLVideo;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DesktopPresentationTest extends WindowRig {
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
    void shouldShowNothingUntilAWindowIsOpened() {
        DesktopRenderer renderer = renderer();
        renderer.prepare();
        synchronized (Sdl.LOCK) {
            assertEquals(0, SDLVideo.SDL_GetWindows().remaining());
        }
        agent = new PresentAgent(renderer, spec(), person);
        agent.presentation().present(pictures.picture(WIDTH, HEIGHT, Pictures.noise(3)));
        expect(Pictures.noise(3), WIDTH, HEIGHT);
    }

    @Test
    void shouldEndTheDisplayThatWasPreparedForNothing() {
        DesktopRenderer renderer = renderer();
        renderer.prepare();
        renderer.prepare();
        assertEquals(SDLInit.SDL_INIT_VIDEO, SDLInit.SDL_WasInit(SDLInit.SDL_INIT_VIDEO));
        renderer.close();
        assertEquals(0, SDLInit.SDL_WasInit(SDLInit.SDL_INIT_VIDEO));
    }

    @Test
    void shouldShowBlackUntilAPictureComes() {
        open();
        expect((x, y) -> 0, WIDTH, HEIGHT);
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
    void shouldShowARegionOverThePictureUntilThatPlaceIsDamaged() {
        Presentation presentation = open();
        assertEquals(
                Presented.HIDDEN, presentation.present(region(pictures.picture(64, 48, Pictures.noise(9)), 100, 60)));
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x204060)));
        assertEquals(
                Presented.SHOWN, presentation.present(region(pictures.picture(64, 48, Pictures.noise(8)), 100, 60)));
        expect(
                (x, y) -> x >= 100 && x < 164 && y >= 60 && y < 108
                        ? Pictures.noise(8).applyAsInt(x - 100, y - 60)
                        : 0x204060,
                WIDTH,
                HEIGHT);
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x806040), 90, 50, 20, 20));
        until(() -> server.pixel(agent.window(), 109, 69) == 0x806040, () -> "the corner is covered again");
        assertEquals(Pictures.noise(8).applyAsInt(10, 10), server.pixel(agent.window(), 110, 70));
    }

    @Test
    void shouldCutARegionThatHangsOverTheEdge() {
        Presentation presentation = open();
        presentation.present(pictures.picture(WIDTH, HEIGHT, Pictures.plain(0x204060)));
        presentation.present(region(pictures.picture(64, 48, Pictures.plain(0xffffff)), WIDTH - 10, HEIGHT - 10));
        presentation.present(region(pictures.picture(64, 48, Pictures.plain(0xffffff)), -60, -40));
        expect((x, y) -> x >= WIDTH - 10 && y >= HEIGHT - 10 || x < 4 && y < 8 ? 0xffffff : 0x204060, WIDTH, HEIGHT);
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

    private static VideoFrame region(VideoFrame picture, int left, int top) {
        picture.info().regionAt(left, top);
        return picture;
    }
}
