package dev.wavry.render.desktop.internal;

import static dev.wavry.spi.input.InputKind.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.render.Presentation;
import dev.wavry.spi.render.PresentationSpec;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.lwjgl.sdl.SDLVideo;

/** A window on an X server of the tests' own, and hands to use it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class WindowRig {
    static final int WIDTH = 320;
    static final int HEIGHT = 200;
    static final int ROUND = 2000;

    /** X key codes are evdev codes and 8; the second number is what USB calls the key. */
    static final int X_A = 38;

    static final int HID_A = 4;
    static final int X_LEFT_CTRL = 37;
    static final int HID_LEFT_CTRL = 0xE0;
    static final int X_LEFT_SHIFT = 50;
    static final int HID_LEFT_SHIFT = 0xE1;
    static final int X_LEFT_ALT = 64;
    static final int HID_LEFT_ALT = 0xE2;
    static final int X_UP = 111;
    static final int HID_UP = 82;
    static final int X_M = 58;
    static final int X_O = 32;
    static final int X_Q = 24;

    static XServer server;

    final Person person = new Person();
    final Pictures pictures = new Pictures();
    PresentAgent agent;

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

    Presentation open() {
        agent = new PresentAgent(renderer(), spec(), person);
        return agent.presentation();
    }

    Presentation openFocused() {
        Presentation presentation = open();
        server.focus(agent.window());
        return presentation;
    }

    static DesktopRenderer renderer() {
        return new DesktopRenderer(server.name(), Drawing.AUTO);
    }

    static PresentationSpec spec() {
        return new PresentationSpec("test", WIDTH, HEIGHT, false);
    }

    static void press(int... keycodes) {
        for (int keycode : keycodes) {
            server.key(keycode, true);
            server.key(keycode, false);
        }
    }

    /** Returns when the viewer has done what the shortcut says. */
    void chord(int keycode) {
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

    void expect(IntBinaryOperator rgb, int width, int height) {
        until(() -> differs(rgb, width, height).isEmpty(), () -> differs(rgb, width, height));
    }

    String differs(IntBinaryOperator rgb, int width, int height) {
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

    static void until(BooleanSupplier condition, Supplier<String> what) {
        until(condition, what, 10);
    }

    static void hide(boolean hide) {
        synchronized (Sdl.LOCK) {
            long window = SDLVideo.SDL_GetWindows().get(0);
            boolean done = hide ? SDLVideo.SDL_HideWindow(window) : SDLVideo.SDL_ShowWindow(window);
            assertTrue(done);
        }
    }

    static void until(BooleanSupplier condition, Supplier<String> what, int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for: " + what.get());
            }
            Thread.yield();
        }
    }

    static int descriptors() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
