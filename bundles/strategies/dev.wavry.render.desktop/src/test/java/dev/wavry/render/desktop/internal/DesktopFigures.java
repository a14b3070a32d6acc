package dev.wavry.render.desktop.internal;

import dev.wavry.spi.media.Stage;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.spi.render.PresentationSpec;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Prints what showing a picture and collecting a key cost on an X server of its own; run by hand. */
final class DesktopFigures {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int TIMES = 600;

    private DesktopFigures() {}

    public static void main(String[] args) throws Exception {
        Drawing drawing = args.length == 0 ? Drawing.SURFACE : Drawing.of(args[0]);
        try (XServer server = new XServer(WIDTH, HEIGHT)) {
            Person person = new Person();
            Pictures pictures = new Pictures();
            DesktopRenderer renderer = new DesktopRenderer(server.name(), drawing);
            try (PresentAgent agent =
                    new PresentAgent(renderer, new PresentationSpec("figures", WIDTH, HEIGHT, false), person)) {
                VideoFrame full = pictures.picture(WIDTH, HEIGHT, Pictures.noise(1));
                VideoFrame patch = pictures.picture(WIDTH, HEIGHT, Pictures.noise(2), 700, 400, 200, 200);
                present(agent, "1920x1080, all changed", full);
                present(agent, "1920x1080, 200x200 changed", patch);
                keys(server, agent, person);
                server.resize(agent.window(), WIDTH * 2 / 3, HEIGHT * 2 / 3);
                present(agent, "scaled to 1280x720, all changed", full);
                present(agent, "scaled to 1280x720, 200x200 changed", patch);
                full.close();
                patch.close();
            }
        }
    }

    private static void present(PresentAgent agent, String what, VideoFrame picture) {
        long[] nanos = new long[TIMES];
        long[] untilShown = new long[TIMES];
        for (int i = 0; i < 2 * TIMES; i++) {
            long start = System.nanoTime();
            agent.presentation().present(picture.retain());
            nanos[i % TIMES] = System.nanoTime() - start;
            untilShown[i % TIMES] = picture.info().nanos(Stage.PRESENTED) - start;
            pause(2);
        }
        print(what + ", until the display has it", untilShown);
        print(what + ", whole call", nanos);
    }

    /** From the injection by a second client until the sink is called: two ways through the X server. */
    private static void keys(XServer server, PresentAgent agent, Person person) {
        server.focus(agent.window());
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            int before = person.deeds.size();
            long start = System.nanoTime();
            server.key(38, i % 2 == 0);
            while (person.deeds.size() == before) {
                Thread.onSpinWait();
            }
            nanos[i] = person.deeds.get(before).seenNanos() - start;
            pause(2);
        }
        print("key to sink", nanos);
    }

    private static void pause(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.3f ms, p95 %.3f ms%n",
                what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 95 / 100] / 1e6);
    }
}
