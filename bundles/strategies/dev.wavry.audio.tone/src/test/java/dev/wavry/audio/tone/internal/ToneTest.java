package dev.wavry.audio.tone.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.tck.AudioBench;
import dev.wavry.tck.Tones;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToneTest {
    private static final AudioFormat STEREO = new AudioFormat(48_000, 2);
    private static final long SECOND_NANOS = 1_000_000_000;

    private final AudioBench bench = new AudioBench(STEREO);

    private AudioCapture open(String selector) throws CannotOpenException {
        bench.passTime(1);
        return new ToneSource().open(AudioSelector.parse(selector), new AudioSpec(STEREO, 480), bench);
    }

    private void run(AudioCapture capture, int hundredths) {
        for (int i = 0; i < hundredths; i++) {
            bench.passTime(SECOND_NANOS / 100);
            capture.doWork();
        }
    }

    @Test
    void shouldHaveTheFrequencyAndTheLevelThatWereAskedFor() throws Exception {
        run(open("tone:1000,level=-20"), 100);
        short[] heard = bench.newest(1, 24_000);
        assertEquals(1000, Tones.frequency(heard, 0, heard.length, 48_000), 0.1);
        assertEquals(3277, Tones.amplitude(heard, 0, heard.length, 48_000, 1000), 10);
    }

    @Test
    void shouldMakeMoreSamplesWithAClockThatIsTooFast() throws Exception {
        run(open("tone:1000,ppm=10000"), 1000);
        assertEquals(484_800, bench.count(), 960);
        assertTrue(bench.mostJumpNanos() < 110_000, "a hundredth of a period is what the clock is off");
    }

    @Test
    void shouldBeSilentInBetween() throws Exception {
        AudioCapture capture = open("tone:1000,on=500,off=500");
        run(capture, 40);
        assertTrue(Tones.peak(bench.newest(0, 4800), 0, 4800) > 1000);
        run(capture, 40);
        assertEquals(0, Tones.peak(bench.newest(0, 4800), 0, 4800));
    }

    @Test
    void shouldTellAGapByItsTimesAfterNobodyReadForLong() throws Exception {
        AudioCapture capture = open("tone:1000");
        run(capture, 10);
        bench.passTime(SECOND_NANOS);
        capture.doWork();
        assertTrue(bench.mostJumpNanos() > SECOND_NANOS * 9 / 10);
        assertTrue(bench.count() < 48_000 / 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tone:0", "tone:x", "tone:NaN", "tone:30000", "tone:440,loud", "tone:440,level=3", "tone:440,x=1"
            })
    void shouldRefuseWhatIsNoTone(String selector) {
        CannotOpenException refused = assertThrows(CannotOpenException.class, () -> open(selector));
        assertTrue(refused.fix().contains("tone:HERTZ"));
    }
}
