package dev.wavry.audio.wav.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.tck.AudioBench;
import dev.wavry.tck.Tones;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {
    private static final long HUNDREDTH_NANOS = 10_000_000;

    @TempDir
    Path folder;

    private AudioPlayback open(AudioBench bench, String selector) throws Exception {
        bench.passTime(1);
        return new WavSink().open(AudioSelector.parse(selector), new AudioSpec(bench.format(), 480), bench);
    }

    private void run(AudioBench bench, AudioPlayback playback, int hundredths) {
        for (int i = 0; i < hundredths; i++) {
            bench.passTime(HUNDREDTH_NANOS);
            playback.doWork();
        }
    }

    private String file() {
        return "file:" + folder.resolve("sound.wav");
    }

    /** Read by the reader of the Java platform. */
    private short[] read(int channels, int channel) throws Exception {
        try (AudioInputStream in =
                AudioSystem.getAudioInputStream(folder.resolve("sound.wav").toFile())) {
            assertEquals(channels, in.getFormat().getChannels());
            assertEquals(48_000, in.getFormat().getSampleRate());
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[] one = new short[bytes.capacity() / Short.BYTES / channels];
            for (int i = 0; i < one.length; i++) {
                one[i] = bytes.getShort((i * channels + channel) * Short.BYTES);
            }
            return one;
        }
    }

    @Test
    void shouldWriteEveryChannelWhereOthersFindIt() throws Exception {
        for (int channels : new int[] {1, 2, 6, 8}) {
            AudioBench bench = new AudioBench(new AudioFormat(48_000, channels));
            bench.play(300, 5000);
            try (AudioPlayback playback = open(bench, file())) {
                run(bench, playback, 100);
            }
            short[] heard = read(channels, channels - 1);
            assertEquals(bench.count(), heard.length);
            assertEquals(5000, Tones.amplitude(heard, 0, 48_000, 48_000, 300 * channels), 20);
        }
    }

    @Test
    void shouldLeaveAReadableFileWithoutBeingClosed() throws Exception {
        AudioBench bench = new AudioBench(new AudioFormat(48_000, 2));
        AudioPlayback killed = open(bench, file());
        run(bench, killed, 250);
        assertTrue(read(2, 0).length >= 48_000);
        killed.close();
    }

    @Test
    void shouldKeepTheTimeOfTheClockWhenNobodyCameForLong() throws Exception {
        AudioBench bench = new AudioBench(new AudioFormat(48_000, 2));
        try (AudioPlayback playback = open(bench, file())) {
            run(bench, playback, 50);
            bench.passTime(100 * HUNDREDTH_NANOS);
            run(bench, playback, 50);
        }
        short[] heard = read(2, 0);
        assertEquals(96_000, heard.length, 1000);
        assertEquals(0, Tones.peak(heard, 30_000, 20_000));
    }

    @Test
    void shouldForgetWhatIsPlayedNowhere() throws Exception {
        AudioBench bench = new AudioBench(new AudioFormat(48_000, 2));
        try (AudioPlayback playback = open(bench, "file")) {
            run(bench, playback, 100);
        }
        assertEquals(48_000, bench.count(), 1000);
        assertEquals("Nowhere", bench.devices().get(0).name());
    }
}
