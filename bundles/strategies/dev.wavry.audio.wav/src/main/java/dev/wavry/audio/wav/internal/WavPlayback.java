package dev.wavry.audio.wav.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioPlaybackContext;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.health.Counter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pulls a period whenever one is over, as a device with room for one would. */
final class WavPlayback implements AudioPlayback {
    private static final Logger LOG = LoggerFactory.getLogger(WavPlayback.class);

    /** A file is patient: only after so long the missed time becomes silence in it, so that its seconds stay those of the clock. */
    private static final long PATIENCE_NANOS = 200_000_000;

    private final @Nullable WavFile file;
    private final AudioSpec spec;
    private final AudioPlaybackContext context;
    private final ByteBuffer samples;
    private final Counter played;
    private final Counter underruns;
    private final long startNanos;
    private long position;
    private long mendedAt;
    private boolean resting;
    private volatile boolean over;
    private boolean closed;
    private volatile boolean woken;
    private volatile @Nullable Thread sleeper;

    WavPlayback(@Nullable WavFile file, AudioSpec spec, AudioPlaybackContext context) {
        this.file = file;
        this.spec = spec;
        this.context = context;
        samples = NativeMemory.allocate(spec.periodSamples() * spec.format().bytesPerSample())
                .order(ByteOrder.LITTLE_ENDIAN);
        played = context.counters().counter("audio.played", "Samples per channel pulled.");
        underruns = context.counters().counter("audio.underruns", "Times the device ran empty.");
        startNanos = context.clock().nanoTime();
    }

    private long nanosOf(long sample) {
        return startNanos + spec.format().nanos(sample);
    }

    @Override
    public int doWork() {
        long now = context.clock().nanoTime();
        boolean late = now - nanosOf(position) > PATIENCE_NANOS;
        if (late && !resting && !over) {
            underruns.add(1);
        }
        int work = 0;
        while (!over && now - nanosOf(position) >= 0) {
            boolean pull = !resting && now - nanosOf(position) <= PATIENCE_NANOS;
            play(pull);
            work += pull ? 1 : 0;
        }
        return work;
    }

    private void play(boolean pull) {
        samples.clear();
        if (pull) {
            context.output().fill(samples, nanosOf(position + spec.periodSamples()));
            played.add(spec.periodSamples());
        } else {
            for (int i = 0; i < samples.capacity(); i++) {
                samples.put(i, (byte) 0);
            }
        }
        position += spec.periodSamples();
        write(samples.clear());
    }

    private void write(ByteBuffer bytes) {
        if (file == null) {
            return;
        }
        try {
            file.append(bytes);
            if (position - mendedAt >= spec.format().rate()) {
                mendedAt = position;
                file.mend();
            }
        } catch (IOException full) {
            over = true;
            context.events().failed(full);
        }
    }

    @Override
    public void rest(boolean rests) {
        if (resting && !rests) {
            // The rest itself is silence in the file and nothing to be pulled late.
            while (!over && context.clock().nanoTime() - nanosOf(position) >= 0) {
                play(false);
            }
        }
        resting = rests;
    }

    @Override
    public long delayNanos() {
        return spec.periodNanos();
    }

    @Override
    public void await(long maxNanos) {
        sleeper = Thread.currentThread();
        if (!woken) {
            long due = nanosOf(position) - context.clock().nanoTime();
            long nanos = over || resting ? maxNanos : Math.min(maxNanos, due);
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
        over = true;
    }

    @Override
    public void close() {
        over = true;
        if (closed || file == null) {
            return;
        }
        closed = true;
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("The end of the WAV file could not be written; check the space on the disk", e);
        }
    }
}
