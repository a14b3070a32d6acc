package dev.wavry.core.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.core.fake.Garbage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How a tone arrives, in simulated time. */
@Timeout(120)
class PlayoutTest {
    private static final double MINUS_50_DB = 1e-5;

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Test
    void shouldPlayAllOfItWithLittleDelayOverAQuietNetwork() {
        Way way = new Way(1);
        way.run(1, false);
        way.run(10, true);
        assertEquals(0, way.figures.concealedFrames);
        assertEquals(0, way.quietWindows);
        assertTrue(way.worstResidual < MINUS_50_DB, "residual " + way.worstResidual);
        assertTrue(millis(way.figures.bufferNanos) <= 15, "waits " + way.figures.bufferNanos);
    }

    @Test
    void shouldFollowAClockThatIsFasterWithoutAClick() {
        for (int ppm : new int[] {200, -200}) {
            Way way = new Way(2);
            way.ppm = ppm;
            way.run(60, false);
            long made = way.figures.concealedFrames;
            way.run(540, false);
            way.run(20, true);
            assertEquals(made, way.figures.concealedFrames, ppm + " ppm");
            assertEquals(0, way.figures.skippedFrames, ppm + " ppm");
            assertTrue(way.worstResidual < MINUS_50_DB, "residual " + way.worstResidual);
            assertTrue(millis(way.figures.bufferNanos) <= 15, "waits " + way.figures.bufferNanos);
            assertEquals(ppm, way.figures.driftPpm, 40);
        }
    }

    @Test
    void shouldWaitLongerWhileTheWayIsUnsteadyAndLessAfterwards() {
        Way way = new Way(3);
        way.run(10, false);
        long calm = way.figures.bufferNanos;
        way.jitterNanos = 40_000_000L;
        way.run(10, false);
        long before = way.figures.concealedFrames;
        way.run(10, false);
        way.run(5, true);
        long unsteady = way.figures.bufferNanos;
        assertTrue(millis(unsteady) >= 35, "waits " + unsteady);
        assertTrue(millis(unsteady) <= 75, "waits " + unsteady);
        assertTrue(way.figures.concealedFrames - before <= 20, (way.figures.concealedFrames - before) + " made up");
        assertTrue(way.worstHertz < 5, "off by " + way.worstHertz);
        way.jitterNanos = 0;
        way.run(120, false);
        assertTrue(way.figures.bufferNanos < calm + 6_000_000L, "waits " + way.figures.bufferNanos);
    }

    @Test
    void shouldRepairWhatIsLostAndMakeUpLittle() {
        Way way = new Way(4);
        way.loss = 0.05;
        way.repeats = true;
        way.run(5, false);
        long played = way.figures.playedFrames;
        long made = way.figures.concealedFrames;
        way.run(50, false);
        way.run(10, true);
        played = way.figures.playedFrames - played;
        made = way.figures.concealedFrames - made;
        assertTrue(made * 100 <= played, made + " made up and " + played + " played");
        assertEquals(0, way.quietWindows);
        assertTrue(millis(way.figures.bufferNanos) <= 25, "waits " + way.figures.bufferNanos);
    }

    @Test
    void shouldNotWaitLongerBecauseFramesAreLost() {
        Way way = new Way(5);
        way.loss = 0.1;
        way.run(30, false);
        assertTrue(millis(way.figures.bufferNanos) <= 15, "waits " + way.figures.bufferNanos);
        assertTrue(way.figures.lostFrames > 400, way.figures.lostFrames + " lost");
    }

    @Test
    void shouldBeSilentInSilenceAndBeginAgain() {
        Way way = new Way(6);
        way.run(2, false);
        long made = way.figures.concealedFrames;
        way.silent = true;
        way.run(1, false);
        way.run(2, true);
        assertEquals(way.windows, way.quietWindows);
        way.silent = false;
        way.run(0.2, false);
        int quiet = way.quietWindows;
        way.run(2, true);
        assertEquals(quiet, way.quietWindows);
        assertEquals(made, way.figures.concealedFrames);
    }

    @Test
    void shouldMakeNoGarbage() {
        JitterBuffer buffer = new JitterBuffer(Way.FRAME_NANOS);
        Way voice = new Way(7);
        Playout playout = new Playout(buffer, Way.FRAME, Way.FRAME, voice, new TrackFigures());
        dev.wavry.rift.message.SoundPacket packet = new dev.wavry.rift.message.SoundPacket();
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(1000);
        java.nio.ByteBuffer frame = java.nio.ByteBuffer.allocate(480);
        java.nio.ByteBuffer nothing = java.nio.ByteBuffer.allocate(0);
        float[] out = new float[2 * Way.FRAME];
        double bytesEach = Garbage.bytesPerStep(20_000, i -> {
            bytes.clear();
            dev.wavry.rift.message.SoundPacket.write(bytes, 1, 0, frame, nothing);
            bytes.flip();
            packet.read(bytes);
            long now = i * Way.FRAME_NANOS;
            buffer.put(i, now - 8_000_000L, packet, bytes, now);
            playout.addTo(out, Way.FRAME, now, 1, 1);
        });
        assertTrue(bytesEach < 1, bytesEach + " bytes for each frame");
    }
}
