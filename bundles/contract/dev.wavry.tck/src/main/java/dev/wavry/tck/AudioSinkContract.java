package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What everything that plays promises. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class AudioSinkContract {
    private static final AudioFormat STEREO = new AudioFormat(AudioFormat.SESSION_RATE, 2);
    private static final int PERIOD = 480;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long SHORT_NANOS = 20_000_000;
    private static final long LONG_NANOS = 5_000_000_000L;
    private static final int REOPENS = 40;
    private static final long MOST_GROWTH_BYTES = 16L << 20;
    private static final double MOST_GARBAGE_BYTES = 32;

    private final AudioBench bench = new AudioBench(STEREO);
    private @Nullable AudioPlayback opened;

    /** The sink under test. */
    protected abstract AudioSink sink();

    /** Where to play. */
    protected abstract AudioSelector selector();

    /** A place of that kind that is not there, and must be refused. */
    protected abstract AudioSelector missing();

    private AudioPlayback open() throws CannotOpenException {
        AudioPlayback playback = sink().open(selector(), new AudioSpec(STEREO, PERIOD), bench);
        opened = playback;
        return playback;
    }

    @AfterEach
    final void nothingIsLeft() {
        if (opened != null) {
            opened.close();
            opened.close();
        }
        assertEquals(0, bench.strangeCalls(), "calls on threads of its own");
        assertEquals(0, bench.strangeSizes(), "buffers that are not direct, empty or cut");
        assertTrue(bench.failures().isEmpty(), () -> "it failed: " + bench.failures());
    }

    private void play(AudioPlayback playback, int samples) {
        long enough = bench.count() + samples;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (bench.count() < enough) {
            if (playback.doWork() == 0) {
                playback.await(SHORT_NANOS);
            }
            assertTrue(System.nanoTime() - end < 0, "nothing pulled within 10 s");
        }
    }

    @Test
    void listsWhereItCanPlay() {
        assertFalse(sink().devices().isEmpty());
        for (AudioDevice device : sink().devices()) {
            assertTrue(sink().kinds().contains(device.kind()), device::toString);
        }
        assertTrue(sink().kinds().contains(selector().kind()));
    }

    @Test
    void saysWhichDeviceItReallyUses() throws Exception {
        open();
        assertEquals(1, bench.devices().size());
        assertEquals(selector().kind(), bench.devices().get(0).kind());
    }

    @Test
    void pullsAtThePaceOfTheClock() throws Exception {
        AudioPlayback playback = open();
        play(playback, STEREO.rate() / 2);
        long began = System.nanoTime();
        play(playback, STEREO.rate());
        double seconds = (System.nanoTime() - began) / 1e9;
        assertEquals(1, seconds, 0.35, "seconds for a second of sound");
    }

    @Test
    void saysWhenTheSamplesWillSound() throws Exception {
        AudioPlayback playback = open();
        play(playback, STEREO.rate() / 2);
        long began = bench.endNanos();
        long before = bench.count();
        play(playback, STEREO.rate());
        double passed = bench.endNanos() - began;
        assertEquals(1, passed / STEREO.nanos(bench.count() - before), 0.2, "times that do not go with the samples");
        assertTrue(playback.delayNanos() >= 0 && playback.delayNanos() < 1_000_000_000L);
        assertTrue(bench.endNanos() - System.nanoTime() < 1_000_000_000L, "sounds a second later or more");
    }

    @Test
    void pullsNothingWhileItRests() throws Exception {
        AudioPlayback playback = open();
        play(playback, STEREO.rate() / 4);
        playback.rest(true);
        long before = bench.count();
        for (int i = 0; i < 10; i++) {
            playback.doWork();
            playback.await(SHORT_NANOS);
        }
        assertEquals(before, bench.count());
        playback.rest(false);
        play(playback, STEREO.rate() / 4);
    }

    @Test
    void wakesUpWhenTold() throws Exception {
        AudioPlayback playback = open();
        play(playback, PERIOD);
        playback.rest(true);
        long began = System.nanoTime();
        playback.wake();
        playback.await(LONG_NANOS);
        assertTrue(System.nanoTime() - began < LONG_NANOS, "a wake before the wait was lost");
    }

    @Test
    void pullsNothingOnceItDrains() throws Exception {
        AudioPlayback playback = open();
        play(playback, PERIOD);
        playback.beginDrain();
        long before = bench.count();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!playback.drained()) {
            playback.doWork();
            playback.await(SHORT_NANOS);
            assertTrue(System.nanoTime() - end < 0, "not drained within 10 s");
        }
        assertEquals(before, bench.count());
    }

    @Test
    void refusesWhatIsNotThere() {
        assertThrows(CannotOpenException.class, () -> sink().open(missing(), new AudioSpec(STEREO, PERIOD), bench));
    }

    @Test
    void makesNoGarbage() throws Exception {
        AudioPlayback playback = open();
        double garbage = Memory.garbage(300, 100, () -> play(playback, PERIOD));
        assertTrue(garbage < MOST_GARBAGE_BYTES, () -> garbage + " bytes of garbage for each period");
    }

    @Test
    void givesEverythingBackWhenClosed() throws Exception {
        long grown = Memory.growth(REOPENS, () -> {
            try (AudioPlayback playback = sink().open(selector(), new AudioSpec(STEREO, PERIOD), bench)) {
                play(playback, PERIOD);
            }
        });
        assertTrue(grown < MOST_GROWTH_BYTES, () -> "grew by " + grown + " bytes");
    }
}
