package dev.wavry.platform.any.audio.javasound.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.tck.Tones;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ConverterTest {
    private static ByteBuffer direct(int bytes) {
        return NativeMemory.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void shouldKeepATonesFrequencyAndLevelAtAnotherRateInBothChannels() {
        AudioFormat from = new AudioFormat(44_100, 1);
        AudioFormat to = new AudioFormat(48_000, 2);
        ByteBuffer in = direct(441 * from.bytesPerSample());
        ByteBuffer out = direct(960 * to.bytesPerSample());
        short[] heard = new short[48_000];
        int count = 0;
        try (Converter converter = new Converter(from, in, to, out)) {
            for (int i = 0; i < 90; i++) {
                Tones.fill(in.clear(), 1, 44_100, 1000, 8000, i * 441L);
                int got = converter.convert(441, 960);
                for (int k = 0; k < got; k++) {
                    assertEquals(out.getShort(4 * k), out.getShort(4 * k + 2));
                    heard[count++] = out.getShort(4 * k);
                }
            }
        }
        assertEquals(43_200, count, 100);
        assertEquals(1000, Tones.frequency(heard, 4800, 24_000, 48_000), 0.5);
        // One channel that becomes two is spread at the same power.
        assertEquals(-3, Tones.decibels(Tones.amplitude(heard, 4800, 24_000, 48_000, 1000), 8000), 0.5);
    }
}
