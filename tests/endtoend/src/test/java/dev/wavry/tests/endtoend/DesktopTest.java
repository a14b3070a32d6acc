package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Film;
import dev.wavry.lab.FrameCode;
import dev.wavry.lab.GrainyFilm;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Pictures;
import dev.wavry.lab.Program;
import dev.wavry.lab.Screen;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the product chooses by itself for a desktop: exact tiles, and a video codec where it moves like video. */
@Timeout(120)
final class DesktopTest {
    private static final int WINDOW_AT = 64;
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private final Scene scene = new Scene();

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private MovingWindow play(XServer display, Film film, int picturesPerSecond) {
        return scene.keep(new MovingWindow(display.display(), film, WINDOW_AT, WINDOW_AT, picturesPerSecond));
    }

    private static String plan(Program host) {
        return Wavry.report(host).path("plan").asText();
    }

    private static void assertExact(Screen host, Screen client, Wavry.Host listening, Program viewer) {
        int[] source = host.picture();
        Scene.within(SETTLED, () -> Pictures.psnr(source, client.picture()) == Double.POSITIVE_INFINITY);
        assertEquals(
                Double.POSITIVE_INFINITY,
                Pictures.psnr(source, client.picture()),
                () -> Pictures.difference(source, client.picture(), Scene.WIDTH) + "\n" + Wavry.report(viewer) + "\n"
                        + Wavry.report(listening.program()) + "\n"
                        + listening.program().tail());
    }

    @Test
    void shouldShowTextExactlyOnceItStops() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Program viewer = scene.viewer(listening, clientDisplay);
        Screen host = scene.screen(hostDisplay);
        Screen client = scene.screen(clientDisplay);
        MovingWindow window = play(hostDisplay, new TextFilm(3), 60);
        Waiting.until("moving text on the client's display", Wavry.PATIENCE, () -> {
            client.lookAtRow(window.codeX(), window.codeY(), FrameCode.WIDTH);
            return FrameCode.read(client::seen) >= 60;
        });
        assertTrue(plan(listening.program()).contains("tiles"), () -> plan(listening.program()));
        window.freeze();
        assertExact(host, client, listening, viewer);
    }

    @Test
    void shouldCodeAVideoInTheDesktopAsVideoAndEndExact() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        Program viewer = scene.viewer(listening, clientDisplay);
        Screen host = scene.screen(hostDisplay);
        Screen client = scene.screen(clientDisplay);
        MovingWindow window = play(hostDisplay, new GrainyFilm(5), 30);
        Waiting.until("a region that is coded as video", Wavry.PATIENCE, () -> plan(listening.program())
                .contains(" + "));
        // The rest of the desktop stays exact meanwhile.
        host.fill(0x317351, 0, 0, 60, 60);
        Waiting.until("an exact colour beside the video", Wavry.PATIENCE, () -> client.pixel(30, 30) == 0x317351);
        int shown = window.painted();
        Waiting.until("the video goes on", Wavry.PATIENCE, () -> {
            client.lookAtRow(window.codeX(), window.codeY(), FrameCode.WIDTH);
            return FrameCode.read(client::seen) > shown + 10;
        });
        window.freeze();
        assertExact(host, client, listening, viewer);
        assertTrue(!plan(listening.program()).contains(" + "), () -> plan(listening.program()));
    }
}
