package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.FrameCode;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Pictures;
import dev.wavry.lab.Screen;
import dev.wavry.lab.TextFilm;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import dev.wavry.lab.XServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is on the host's display is on the client's. */
@Timeout(120)
final class PictureTest {
    private static final int WINDOW_AT = 64;
    private static final int PICTURES = 60;
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private final Scene scene = new Scene();

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    /** Shows moving text until the client has seen a number of its pictures, then stops it. */
    private void moveAndStop(XServer hostDisplay, Screen client) {
        MovingWindow window =
                scene.keep(new MovingWindow(hostDisplay.display(), new TextFilm(3), WINDOW_AT, WINDOW_AT, 60));
        Waiting.until("moving pictures on the client's display", Wavry.PATIENCE, () -> {
            client.lookAtRow(window.codeX(), window.codeY(), FrameCode.WIDTH);
            return FrameCode.read(client::seen) >= PICTURES;
        });
        window.freeze();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h264", "vp8"})
    void shouldShowTheHostsPictureSoonAndWellOnceItStopsMoving(String codec) {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        scene.viewer(scene.host(hostDisplay, "--codec", codec), clientDisplay);
        Screen host = scene.screen(hostDisplay);
        Screen client = scene.screen(clientDisplay);
        Scene.awaitLive(host, client, 0x30a050);
        moveAndStop(hostDisplay, client);
        int[] source = host.picture();
        assertTrue(
                Scene.within(SOON, () -> Pictures.brightnessPsnr(source, client.picture()) >= 30),
                () -> "at once: " + Pictures.brightnessPsnr(source, client.picture()) + " dB");
        assertTrue(
                Scene.within(SETTLED, () -> Pictures.brightnessPsnr(source, client.picture()) >= 40),
                () -> "settled: " + Pictures.brightnessPsnr(source, client.picture()) + " dB");
    }

    @Test
    void shouldShowTheHostsPictureExactlyWithoutACodec() {
        XServer hostDisplay = scene.display();
        XServer clientDisplay = scene.display();
        Wavry.Host listening = scene.host(hostDisplay, "--codec", "raw");
        var viewer = scene.viewer(listening, clientDisplay);
        Screen host = scene.screen(hostDisplay);
        Screen client = scene.screen(clientDisplay);
        Scene.awaitLive(host, client, 0x30a050);
        moveAndStop(hostDisplay, client);
        int[] source = host.picture();
        Scene.within(SETTLED, () -> Pictures.psnr(source, client.picture()) == Double.POSITIVE_INFINITY);
        assertEquals(
                Double.POSITIVE_INFINITY,
                Pictures.psnr(source, client.picture()),
                () -> Pictures.difference(source, client.picture(), Scene.WIDTH) + "\n" + Wavry.report(viewer) + "\n"
                        + viewer.tail() + "\n" + Wavry.report(listening.program()) + "\n"
                        + listening.program().tail());
    }

    @Test
    void shouldShowOneDisplayToTwoViewers() {
        XServer hostDisplay = scene.display();
        XServer first = scene.display();
        XServer second = scene.display();
        Wavry.Host listening = scene.host(hostDisplay);
        scene.viewer(listening, first);
        scene.viewer(listening, second);
        Screen host = scene.screen(hostDisplay);
        Screen one = scene.screen(first);
        Screen other = scene.screen(second);
        for (int colour : new int[] {0xc03030, 0x3030c0, 0xd0d040}) {
            Scene.awaitLive(host, one, colour);
            Scene.awaitColour(other, 48, 48, colour);
        }
    }

    @Test
    void shouldFollowAChangeOfTheScreensSize() {
        XServer hostDisplay = scene.keep(XServer.vnc(Scene.WIDTH, Scene.HEIGHT));
        XServer clientDisplay = scene.display();
        var viewer = scene.viewer(scene.host(hostDisplay), clientDisplay);
        Screen client = scene.screen(clientDisplay);
        try (Screen before = new Screen(hostDisplay.display())) {
            before.fill(0x20a0d0, 0, 0, Scene.WIDTH, Scene.HEIGHT);
            Scene.awaitColour(client, Scene.WIDTH / 2, Scene.HEIGHT / 2, 0x20a0d0);
        }
        hostDisplay.run("xrandr", "-s", "1024x768");
        try (Screen after = new Screen(hostDisplay.display())) {
            assertEquals(1024, after.width());
            after.fill(0xd07020, 0, 0, 1024, 768);
            Scene.awaitColour(client, Scene.WIDTH / 2, Scene.HEIGHT / 2, 0xd07020);
        }
        assertTrue(viewer.lines().stream().noneMatch(line -> line.text().contains("\"ENDED\"")), viewer::tail);
    }
}
