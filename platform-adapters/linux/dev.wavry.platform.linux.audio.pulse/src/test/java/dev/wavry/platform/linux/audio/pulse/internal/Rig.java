package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.lab.SoundServer;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.health.Finding;
import dev.wavry.spi.lifecycle.Awaitable;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.Running;
import dev.wavry.tck.AudioBench;
import dev.wavry.tck.Tones;
import java.util.function.BooleanSupplier;

/** A capture or a playback at a server, driven by the test's thread. */
final class Rig<T extends Running & Awaitable> implements AutoCloseable {
    static final int RATE = 48_000;
    /** The server makes each tone with a peak of 8000. */
    static final double AMPLITUDE = 8000;

    private static final AudioFormat STEREO = new AudioFormat(RATE, 2);
    private static final int PERIOD = 240;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final long LOOK_NANOS = 20_000_000;
    private static final int WINDOW = 9600;

    private final AudioBench bench;
    private final T running;

    private Rig(AudioBench bench, T running) {
        this.bench = bench;
        this.running = running;
    }

    static Rig<AudioCapture> capture(SoundServer server, String selector) throws CannotOpenException {
        AudioBench bench = new AudioBench(STEREO);
        return new Rig<>(
                bench,
                new PulseSource(server.address())
                        .open(AudioSelector.parse(selector), new AudioSpec(STEREO, PERIOD), bench));
    }

    static Rig<AudioPlayback> play(SoundServer server, String selector, double hertz) throws CannotOpenException {
        AudioBench bench = new AudioBench(STEREO);
        bench.play(hertz, AMPLITUDE);
        return new Rig<>(
                bench,
                new PulseSink(server.address())
                        .open(AudioSelector.parse(selector), new AudioSpec(STEREO, PERIOD), bench));
    }

    AudioBench bench() {
        return bench;
    }

    T running() {
        return running;
    }

    /** Runs until something is so. */
    void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (running.doWork() == 0) {
                running.await(LOOK_NANOS);
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited 20 s in vain for " + what + "; it told " + bench.findings());
            }
        }
    }

    /** How loud a tone is in the newest 200 ms, compared with what the server's programs play. */
    double decibels(double hertz) {
        short[] heard = bench.newest(0, WINDOW);
        return heard.length < WINDOW
                ? -120
                : Tones.decibels(Tones.amplitude(heard, 0, heard.length, RATE, hertz), AMPLITUDE);
    }

    /** Runs until a tone is as loud as it was played. */
    void untilHeard(double hertz) {
        until(hertz + " Hz", () -> Math.abs(decibels(hertz)) < 1);
    }

    /** Runs for so many more samples. */
    void go(int samples) {
        long enough = bench.count() + samples;
        until("samples", () -> bench.count() >= enough);
    }

    /** Runs until this is the newest that was told. */
    void untilTold(Finding.Level level, String part) {
        until(
                "'" + part + "'",
                () -> !bench.findings().isEmpty()
                        && newest().level() == level
                        && (newest().what() + " " + newest().why()).contains(part));
    }

    Finding newest() {
        return bench.findings().get(bench.findings().size() - 1);
    }

    @Override
    public void close() {
        running.close();
    }
}
