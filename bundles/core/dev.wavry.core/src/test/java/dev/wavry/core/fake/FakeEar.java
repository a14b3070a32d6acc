package dev.wavry.core.fake;

import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioPlaybackContext;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An output that keeps the newest seconds of its left channel. */
public final class FakeEar implements AudioSink {
    private static final int KEPT = 48_000 * 4;

    private final Laws laws;
    private final AtomicInteger live = new AtomicInteger();
    private final short[] heard = new short[KEPT];
    private volatile boolean gone;
    private long count;
    private volatile @Nullable Ear newest;

    private final AudioDevice.Kind kind;

    /** A loudspeaker. */
    public FakeEar(Laws laws) {
        this(laws, AudioDevice.Kind.OUTPUT);
    }

    public FakeEar(Laws laws, AudioDevice.Kind kind) {
        this.laws = laws;
        this.kind = kind;
    }

    /** There is no such device, or there is one again. */
    public void gone(boolean value) {
        gone = value;
    }

    /** How many run. */
    public int live() {
        return live.get();
    }

    /** The next work of what runs throws. */
    public void breakDown() {
        Ear ear = newest;
        if (ear != null) {
            ear.broken = true;
        }
    }

    /** Samples played so far. */
    public synchronized long played() {
        return count;
    }

    private synchronized void hear(short sample) {
        heard[(int) (count++ % KEPT)] = sample;
    }

    /** The newest so many samples. */
    public synchronized short[] newest(int samples) {
        short[] out = new short[(int) Math.min(samples, count)];
        for (int i = 0; i < out.length; i++) {
            out[i] = heard[(int) ((count - out.length + i) % KEPT)];
        }
        return out;
    }

    /** How much of the newest 200 ms is this tone, 0 to 1, and loud enough to be one. */
    public double tone(double hertz) {
        short[] samples = newest(9600);
        double cos = 0;
        double sin = 0;
        double all = 0;
        for (int i = 0; i < samples.length; i++) {
            double angle = 2 * Math.PI * hertz * i / 48_000;
            cos += samples[i] * Math.cos(angle);
            sin += samples[i] * Math.sin(angle);
            all += (double) samples[i] * samples[i];
        }
        boolean quiet = samples.length < 9600 || all / samples.length < 1e6;
        return quiet ? 0 : 2 * (cos * cos + sin * sin) / samples.length / all;
    }

    /** True if the newest 200 ms are silent. */
    public boolean silent() {
        short[] samples = newest(9600);
        for (short sample : samples) {
            if (Math.abs(sample) > 1) {
                return false;
            }
        }
        return samples.length == 9600;
    }

    @Override
    public Set<AudioDevice.Kind> kinds() {
        return Set.of(kind);
    }

    @Override
    public List<AudioDevice> devices() {
        return List.of();
    }

    @Override
    public AudioPlayback open(AudioSelector selector, AudioSpec spec, AudioPlaybackContext context)
            throws CannotOpenException {
        if (gone) {
            throw new CannotOpenException(CannotOpenException.Reason.NOT_HERE, "No speaker", "Plug it in.");
        }
        context.device(new AudioDevice("ear", "Ear", AudioDevice.Kind.OUTPUT, spec.format(), true));
        Ear ear = new Ear(spec, context);
        newest = ear;
        return ear;
    }

    private final class Ear implements AudioPlayback {
        private final AudioSpec spec;
        private final AudioPlaybackContext context;
        private final Laws.Guard guard = laws.new Guard("ear");
        private final ByteBuffer samples;
        private final long startNanos;
        private long position;
        private boolean over;
        private volatile boolean broken;
        private volatile @Nullable Thread sleeper;

        Ear(AudioSpec spec, AudioPlaybackContext context) {
            this.spec = spec;
            this.context = context;
            samples = ByteBuffer.allocateDirect(
                            spec.periodSamples() * spec.format().bytesPerSample())
                    .order(ByteOrder.LITTLE_ENDIAN);
            startNanos = context.clock().nanoTime();
            live.incrementAndGet();
        }

        private long dueNanos() {
            return startNanos + spec.format().nanos(position);
        }

        @Override
        public int doWork() {
            boolean outermost = guard.enter("doWork");
            try {
                if (broken) {
                    throw new IllegalStateException("broken on purpose");
                }
                int done = 0;
                while (!over && context.clock().nanoTime() >= dueNanos()) {
                    context.output().fill(samples.clear(), dueNanos() + spec.periodNanos());
                    position += spec.periodSamples();
                    for (int i = 0; i < spec.periodSamples(); i++) {
                        hear(samples.getShort(i * spec.format().bytesPerSample()));
                    }
                    done++;
                }
                return done;
            } finally {
                guard.leave(outermost);
            }
        }

        @Override
        public void beginDrain() {
            guard.mention("beginDrain");
            over = true;
        }

        @Override
        public void rest(boolean resting) {
            guard.mention("rest");
        }

        @Override
        public long delayNanos() {
            return spec.periodNanos();
        }

        @Override
        public void await(long maxNanos) {
            boolean outermost = guard.enter("await");
            try {
                sleeper = Thread.currentThread();
                long wait = Math.min(
                        maxNanos, over ? maxNanos : dueNanos() - context.clock().nanoTime());
                if (wait > 0) {
                    LockSupport.parkNanos(this, wait);
                }
                sleeper = null;
            } finally {
                guard.leave(outermost);
            }
        }

        @Override
        public void wake() {
            guard.mention("wake");
            LockSupport.unpark(sleeper);
        }

        @Override
        public void close() {
            if (guard.close()) {
                live.decrementAndGet();
            }
        }
    }
}
