package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every source of sound promises. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class AudioSourceContract {
    private static final AudioFormat STEREO = new AudioFormat(AudioFormat.SESSION_RATE, 2);
    private static final int PERIOD = 240;
    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long SHORT_NANOS = 20_000_000;
    private static final long LONG_NANOS = 5_000_000_000L;
    private static final int REOPENS = 40;
    private static final long MOST_GROWTH_BYTES = 16L << 20;
    /** JNA and the clock make nothing, but a virtual machine that just compiled may. */
    private static final double MOST_GARBAGE_BYTES = 32;

    private final AudioBench bench = new AudioBench(STEREO);
    private @Nullable AudioCapture opened;

    /** The source under test. */
    protected abstract AudioSource source();

    /** What to open. */
    protected abstract AudioSelector selector();

    /** The tone that sounds there, in every channel. */
    protected abstract double hertz();

    /** A name of that kind that is not there, and must be refused. */
    protected AudioSelector missing() {
        return new AudioSelector(selector().kind(), "no such device");
    }

    private AudioCapture open() throws CannotOpenException {
        AudioCapture capture = source().open(selector(), new AudioSpec(STEREO, PERIOD), bench);
        opened = capture;
        return capture;
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

    private static void until(AudioCapture capture, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (capture.doWork() == 0) {
                capture.await(SHORT_NANOS);
            }
            assertTrue(System.nanoTime() - end < 0, "nothing within 10 s");
        }
    }

    private void capture(AudioCapture capture, int samples) {
        long enough = bench.count() + samples;
        until(capture, () -> bench.count() >= enough);
    }

    @Test
    void listsWhatItCanOpen() {
        assertFalse(source().devices().isEmpty());
        for (AudioDevice device : source().devices()) {
            assertTrue(source().kinds().contains(device.kind()), device::toString);
        }
        assertTrue(source().kinds().contains(selector().kind()));
    }

    @Test
    void capturesWhatSounds() throws Exception {
        AudioCapture capture = open();
        // What plays there may just begin: half a second without a hole has to come some time.
        until(capture, () -> {
            capture(capture, STEREO.rate() / 10);
            return isTone(0) && isTone(1);
        });
    }

    private boolean isTone(int channel) {
        short[] heard = bench.newest(channel, STEREO.rate() / 2);
        return Math.abs(Tones.frequency(heard, 0, heard.length, STEREO.rate()) - hertz()) < hertz() * 0.005;
    }

    @Test
    void saysWhichDeviceItReallyUses() throws Exception {
        open();
        assertEquals(1, bench.devices().size());
        assertTrue(
                selector().matches(bench.devices().get(0)) || !selector().name().isEmpty());
    }

    @Test
    void saysTimesThatFollowTheSamples() throws Exception {
        AudioCapture capture = open();
        capture(capture, STEREO.rate() / 4);
        bench.forgetJumps();
        long began = bench.endNanos();
        long before = bench.count();
        capture(capture, STEREO.rate());
        double passed = bench.endNanos() - began;
        double heard = STEREO.nanos(bench.count() - before);
        assertEquals(1, passed / heard, 0.2, "times that do not go with the number of samples");
        assertTrue(bench.endNanos() - System.nanoTime() < 1_000_000_000L, "captured in the future");
    }

    @Test
    void capturesNothingWhileItRests() throws Exception {
        AudioCapture capture = open();
        capture(capture, PERIOD);
        capture.rest(true);
        capture.doWork();
        long before = bench.count();
        for (int i = 0; i < 10; i++) {
            capture.doWork();
            capture.await(SHORT_NANOS);
        }
        assertEquals(before, bench.count());
        capture.rest(false);
        capture(capture, STEREO.rate() / 4);
    }

    @Test
    void wakesUpWhenTold() throws Exception {
        AudioCapture capture = open();
        capture.rest(true);
        until(capture, () -> capture.doWork() == 0);
        long began = System.nanoTime();
        capture.wake();
        capture.await(LONG_NANOS);
        assertTrue(System.nanoTime() - began < LONG_NANOS, "a wake before the wait was lost");
    }

    @Test
    void handsOverNothingOnceItDrains() throws Exception {
        AudioCapture capture = open();
        capture(capture, PERIOD);
        capture.beginDrain();
        long before = bench.count();
        for (int i = 0; i < 5; i++) {
            capture.doWork();
            capture.await(SHORT_NANOS);
        }
        assertEquals(before, bench.count());
        assertTrue(capture.drained());
    }

    @Test
    void refusesWhatIsNotThereAndSaysWhatIs() {
        CannotOpenException refused = assertThrows(
                CannotOpenException.class, () -> source().open(missing(), new AudioSpec(STEREO, PERIOD), bench));
        assertEquals(CannotOpenException.Reason.NOT_HERE, refused.reason());
    }

    @Test
    void makesNoGarbage() throws Exception {
        AudioCapture capture = open();
        double garbage = Memory.garbage(400, 200, () -> capture(capture, PERIOD));
        assertTrue(garbage < MOST_GARBAGE_BYTES, () -> garbage + " bytes of garbage for each period");
    }

    @Test
    void givesEverythingBackWhenClosed() throws Exception {
        long grown = Memory.growth(REOPENS, () -> {
            try (AudioCapture capture = source().open(selector(), new AudioSpec(STEREO, PERIOD), bench)) {
                capture(capture, PERIOD);
            }
        });
        assertTrue(grown < MOST_GROWTH_BYTES, () -> "grew by " + grown + " bytes");
    }
}
