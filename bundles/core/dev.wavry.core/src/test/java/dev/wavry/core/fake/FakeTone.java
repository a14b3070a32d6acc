package dev.wavry.core.fake;

import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A source of a sine at the pace of the clock. */
public final class FakeTone implements AudioSource {
    private final Laws laws;
    private final double hertz;
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    private volatile boolean gone;
    private volatile @Nullable Tone newest;

    public FakeTone(Laws laws, double hertz) {
        this.laws = laws;
        this.hertz = hertz;
    }

    /** How many run. */
    public int live() {
        return live.get();
    }

    /** How many were opened. */
    public int opened() {
        return opened.get();
    }

    /** There is no such device, or there is one again. */
    public void gone(boolean value) {
        gone = value;
    }

    /** The next work of what runs throws. */
    public void breakDown() {
        Tone tone = newest;
        if (tone != null) {
            tone.broken = true;
        }
    }

    @Override
    public Set<AudioDevice.Kind> kinds() {
        return Set.of(AudioDevice.Kind.SYSTEM, AudioDevice.Kind.APPLICATION, AudioDevice.Kind.MICROPHONE);
    }

    @Override
    public List<AudioDevice> devices() {
        return List.of();
    }

    @Override
    public AudioCapture open(AudioSelector selector, AudioSpec spec, AudioCaptureContext context)
            throws CannotOpenException {
        if (gone) {
            throw new CannotOpenException(CannotOpenException.Reason.NOT_HERE, "No sound", "Plug it in.");
        }
        opened.incrementAndGet();
        context.device(new AudioDevice("tone", "Tone", AudioDevice.Kind.SYSTEM, spec.format(), true));
        Tone tone = new Tone(spec, context);
        newest = tone;
        return tone;
    }

    private final class Tone implements AudioCapture {
        private final AudioSpec spec;
        private final AudioCaptureContext context;
        private final Laws.Guard guard = laws.new Guard("tone " + hertz);
        private final ByteBuffer samples;
        private final long startNanos;
        private volatile @Nullable Thread sleeper;
        private volatile boolean broken;
        private long position;

        Tone(AudioSpec spec, AudioCaptureContext context) {
            this.spec = spec;
            this.context = context;
            samples = ByteBuffer.allocateDirect(
                            spec.periodSamples() * spec.format().bytesPerSample())
                    .order(ByteOrder.LITTLE_ENDIAN);
            startNanos = context.clock().nanoTime();
            live.incrementAndGet();
        }

        private long dueNanos() {
            return startNanos + spec.format().nanos(position + spec.periodSamples());
        }

        @Override
        public int doWork() {
            boolean outermost = guard.enter("doWork");
            try {
                if (broken) {
                    throw new IllegalStateException("broken on purpose");
                }
                int done = 0;
                while (context.clock().nanoTime() >= dueNanos()) {
                    give();
                    done++;
                }
                return done;
            } finally {
                guard.leave(outermost);
            }
        }

        private void give() {
            samples.clear();
            for (int i = 0; i < spec.periodSamples(); i++) {
                double at = (position + i) * hertz / spec.format().rate();
                short value = (short) Math.round(10_000 * Math.sin(2 * Math.PI * at));
                for (int c = 0; c < spec.format().channels(); c++) {
                    samples.putShort(value);
                }
            }
            long captured = startNanos + spec.format().nanos(position);
            position += spec.periodSamples();
            context.input().samples(samples.flip(), captured);
        }

        @Override
        public void rest(boolean resting) {
            guard.mention("rest");
        }

        @Override
        public void await(long maxNanos) {
            boolean outermost = guard.enter("await");
            try {
                sleeper = Thread.currentThread();
                long wait = Math.min(maxNanos, dueNanos() - context.clock().nanoTime());
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
