package dev.wavry.tests.endtoend;

import dev.wavry.lab.Pictures;
import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The things of one test; all end with it, the last one made first. */
final class Scene implements AutoCloseable {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    /** How far a colour may be off after a video codec. */
    static final int TOLERANCE = 24;

    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    final Wavry wavry = keep(Wavry.built());

    /** Hands over a thing to be closed. */
    <T extends AutoCloseable> T keep(T thing) {
        things.push(thing);
        return thing;
    }

    /** A display without hardware. */
    XServer display() {
        return keep(XServer.xvfb(WIDTH, HEIGHT));
    }

    /** A host of a display. */
    Wavry.Host host(XServer display, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "--display";
        words[1] = display.display();
        System.arraycopy(more, 0, words, 2, more.length);
        return wavry.host(words);
    }

    /** A client whose window covers a display, with the picture there. */
    Program viewer(Wavry.Host host, XServer display, String... more) {
        String[] words = new String[more.length + 1];
        words[0] = "--fullscreen";
        System.arraycopy(more, 0, words, 1, more.length);
        Program client = wavry.connect(host, display.display(), words);
        Wavry.session(client, "RUNNING", 0);
        return client;
    }

    /** A connection to a display. */
    Screen screen(XServer display) {
        return keep(new Screen(display.display()));
    }

    /** Waits until what is painted here at a place is seen there at the same place. */
    static void awaitLive(Screen host, Screen client, int rgb) {
        int side = 96;
        host.fill(rgb, 0, 0, side, side);
        awaitColour(client, side / 2, side / 2, rgb);
    }

    /** Waits until a pixel has a colour, as near as a video codec keeps it. */
    static void awaitColour(Screen screen, int x, int y, int rgb) {
        Waiting.until(
                String.format("the colour %06x at %d,%d", rgb, x, y),
                Wavry.PATIENCE,
                () -> Pictures.distance(screen.pixel(x, y), rgb) <= TOLERANCE);
    }

    /** Lets a condition prove itself before a deadline. */
    static boolean within(Duration deadline, java.util.function.BooleanSupplier condition) {
        return Waiting.happens(deadline, condition);
    }

    @Override
    public void close() throws Exception {
        while (!things.isEmpty()) {
            things.pop().close();
        }
    }
}
