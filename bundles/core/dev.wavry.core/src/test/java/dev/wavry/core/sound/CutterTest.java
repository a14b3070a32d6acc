package dev.wavry.core.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.audio.AudioFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How what a source hands over becomes frames. */
class CutterTest {
    private static final AudioFormat MONO = new AudioFormat(48_000, 1);
    private static final long MILLI = 1_000_000L;

    private record Seen(long number, long capturedNanos, boolean fresh, short first, short last) {}

    private final List<Seen> seen = new ArrayList<>();
    private final Cutter cutter = new Cutter(MONO, 240, 7, this::frame);
    private short next;

    private void frame(ByteBuffer samples, long number, long capturedNanos, boolean fresh) {
        assertEquals(480, samples.remaining());
        seen.add(new Seen(number, capturedNanos, fresh, samples.getShort(0), samples.getShort(478)));
    }

    private void give(int samples, long capturedNanos) {
        ByteBuffer buffer = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            buffer.putShort(next++);
        }
        cutter.samples(buffer.flip(), capturedNanos, capturedNanos + samples * 20_833L);
    }

    @Test
    void shouldCutPiecesOfAnyLength() {
        give(100, 0);
        give(400, 100 * 20_833L);
        give(220, 500 * 20_833L);
        assertEquals(3, seen.size());
        assertEquals(List.of(7L, 8L, 9L), seen.stream().map(Seen::number).toList());
        assertEquals(List.of(true, false, false), seen.stream().map(Seen::fresh).toList());
        assertEquals(
                List.of((short) 0, (short) 240, (short) 480),
                seen.stream().map(Seen::first).toList());
        assertEquals(5 * MILLI, seen.get(1).capturedNanos, 10_000);
    }

    @Test
    void shouldLeaveNumbersOutWhereTheSourceLeftAHole() {
        give(240, 0);
        give(240, 105 * MILLI);
        assertEquals(List.of(7L, 28L), seen.stream().map(Seen::number).toList());
        assertTrue(seen.get(1).fresh);
        assertEquals(105 * MILLI, seen.get(1).capturedNanos);
        assertEquals(1, cutter.holes());
    }

    @Test
    void shouldGoOnWithAnotherSourceWithoutAStep() {
        next = 10_000;
        give(240, 0);
        cutter.sourceChanged();
        next = -10_000;
        give(240, 20 * MILLI);
        assertEquals(8, seen.get(1).number);
        assertTrue(Math.abs(seen.get(1).first - seen.get(0).last) < 10, seen.toString());
        assertEquals(20 * MILLI, seen.get(1).capturedNanos);
    }

    @Test
    void shouldDropWhatComesFasterThanTimePasses() {
        for (int i = 0; i < 1000; i++) {
            ByteBuffer buffer = ByteBuffer.allocate(480).order(ByteOrder.LITTLE_ENDIAN);
            cutter.samples(buffer, i * 5 * MILLI, i * 1000L);
        }
        assertTrue(seen.size() <= 101, seen.size() + " frames");
        assertTrue(cutter.flooded() > 800 * 240, cutter.flooded() + " dropped");
    }
}
