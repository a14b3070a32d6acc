package dev.wavry.audio.tone.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.health.Counter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Hands a period over as soon as its last sample would have been in the air. */
final class ToneCapture implements AudioCapture {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long MILLIS_PER_SECOND = 1000;
    /** What a sound card forgets too when nobody reads for so long. */
    private static final long FORGETS_AFTER_NANOS = 200_000_000;

    private final AudioCaptureContext context;
    private final int channels;
    private final int rate;
    private final int period;
    private final Tone tone;
    private final double nanosPerSample;
    private final long onSamples;
    private final long cycleSamples;
    private final ByteBuffer samples;
    private final Counter captured;
    private final Counter gaps;
    private final long startNanos;
    private long position;
    private boolean resting;
    private volatile boolean drained;
    private volatile boolean woken;
    private volatile @Nullable Thread sleeper;

    ToneCapture(Tone tone, AudioSpec spec, AudioCaptureContext context) {
        this.tone = tone;
        this.context = context;
        channels = spec.format().channels();
        rate = spec.format().rate();
        period = spec.periodSamples();
        nanosPerSample = NANOS_PER_SECOND / rate / (1 + tone.ppm() / 1e6);
        onSamples = (long) tone.onMillis() * rate / MILLIS_PER_SECOND;
        cycleSamples = onSamples + (long) tone.offMillis() * rate / MILLIS_PER_SECOND;
        samples = NativeMemory.allocate(period * spec.format().bytesPerSample()).order(ByteOrder.LITTLE_ENDIAN);
        captured = context.counters().counter("audio.captured", "Samples per channel handed over.");
        gaps = context.counters().counter("audio.gaps", "Holes in the sound that the device reported.");
        startNanos = context.clock().nanoTime();
    }

    private long nanosOf(long sample) {
        return startNanos + (long) (sample * nanosPerSample);
    }

    @Override
    public int doWork() {
        long now = context.clock().nanoTime();
        int work = 0;
        if (now - nanosOf(position + period) > FORGETS_AFTER_NANOS) {
            position = (long) ((now - startNanos) / nanosPerSample) - period;
            if (!resting) {
                gaps.add(1);
            }
        }
        while (!drained && now - nanosOf(position + period) >= 0) {
            if (!resting) {
                make();
                context.input().samples(samples, nanosOf(position));
                captured.add(period);
                work++;
            }
            position += period;
        }
        return work;
    }

    private void make() {
        double step = 2 * Math.PI * tone.hertz() / rate;
        double amplitude = tone.amplitude();
        samples.clear();
        for (int i = 0; i < period; i++) {
            long at = position + i;
            boolean sounds = at % cycleSamples < onSamples;
            short value = sounds ? (short) Math.round(amplitude * Math.sin(step * at)) : 0;
            for (int channel = 0; channel < channels; channel++) {
                samples.putShort(value);
            }
        }
        samples.flip();
    }

    @Override
    public void rest(boolean rests) {
        resting = rests;
    }

    @Override
    public void await(long maxNanos) {
        sleeper = Thread.currentThread();
        if (!woken) {
            long due = nanosOf(position + period) - context.clock().nanoTime();
            long nanos = resting || drained ? maxNanos : Math.min(maxNanos, due);
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
        sleeper = null;
        woken = false;
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(sleeper);
    }

    @Override
    public void beginDrain() {
        drained = true;
    }

    @Override
    public void close() {
        drained = true;
    }
}
