package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.lib.pulse.PulseConnection;
import dev.wavry.lib.pulse.PulseStream;
import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioSelector;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.health.Counter;
import dev.wavry.spi.health.Finding;
import dev.wavry.spi.health.Finding.Level;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.lifecycle.CannotOpenException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Hands over whatever a recording stream has. */
final class PulseCapture implements AudioCapture, Line.Plan {
    /** So many periods are handed over at a time at most; what is larger comes in parts. */
    private static final int MOST_PERIODS = 8;

    /** No microphone is so slow; a server that says so has just begun to measure. */
    private static final long MOST_AGE_NANOS = 200_000_000;

    private final AudioSelector selector;
    private final AudioSpec spec;
    private final AudioCaptureContext context;
    private final Line line;
    private final SoundTime time;
    private final ByteBuffer samples;
    private final long samplesAddress;
    private final int frameBytes;
    private final Counter captured;
    private final Counter gaps;
    private int streams;
    private boolean resting;
    private boolean paused;
    private boolean draining;
    private boolean closed;

    private PulseCapture(
            PulseConnection connection, AudioSelector selector, AudioSpec spec, AudioCaptureContext context) {
        this.selector = selector;
        this.spec = spec;
        this.context = context;
        frameBytes = spec.format().bytesPerSample();
        time = new SoundTime(spec.format().rate());
        samples = NativeMemory.allocate(MOST_PERIODS * spec.periodSamples() * frameBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
        samplesAddress = NativeMemory.address(samples);
        captured = context.counters().counter("audio.captured", "Samples per channel handed over.");
        gaps = context.counters().counter("audio.gaps", "Holes in the sound that the device reported.");
        line = new Line(connection, this, context, spec.format());
    }

    /** Takes the connection, whatever happens. */
    static PulseCapture open(
            PulseConnection connection,
            AudioSelector selector,
            AudioSpec spec,
            AudioCaptureContext context,
            boolean there)
            throws CannotOpenException {
        PulseCapture capture = new PulseCapture(connection, selector, spec, context);
        capture.line.work();
        if (there && !capture.isFlowing()) {
            String error = connection.error();
            capture.close();
            throw new CannotOpenException(
                    Reason.BROKEN,
                    "The sound server does not let '" + selector + "' be recorded (" + error + ")",
                    "Look into the log of the sound server, or choose another source");
        }
        return capture;
    }

    /** Waits until samples flow, so that whoever replaces another capture with this one need not wait for them. */
    private boolean isFlowing() {
        if (!line.opened(() -> line.flowing() != null)) {
            return false;
        }
        line.opened(() -> {
            PulseStream stream = line.flowing();
            return stream == null || stream.readable() > 0;
        });
        return true;
    }

    @Override
    public Optional<Target> target(SoundMap map) {
        return Target.capture(map, selector);
    }

    @Override
    public PulseStream connect(PulseConnection connection, Target target) {
        return PulseStream.record(
                connection,
                "Wavry " + selector,
                spec.format().rate(),
                spec.format().channels(),
                target.name(),
                target.playing(),
                spec.periodSamples() * frameBytes);
    }

    @Override
    public Finding missing(SoundMap map) {
        String choices = Target.choices(map, selector.kind());
        if (selector.kind() == Kind.APPLICATION) {
            return new Finding(
                    Level.WARN,
                    "No application '" + selector.name() + "' plays",
                    "It is not running or makes no sound yet; " + choices,
                    "Let it play, or name another");
        }
        return new Finding(
                Level.WARN,
                "There is no '" + selector + "' any more",
                "It was unplugged or removed; " + choices,
                "Connect it again, or name another");
    }

    @Override
    public int doWork() {
        int done = line.work();
        PulseStream stream = line.flowing();
        if (stream == null) {
            return done;
        }
        if (streams != line.streams()) {
            streams = line.streams();
            time.forget();
            paused = false;
        }
        boolean silent = resting || draining;
        if (silent != paused) {
            paused = silent;
            stream.pause(silent);
            time.forget();
        }
        for (int bytes = stream.peek(); bytes > 0; bytes = stream.peek()) {
            take(stream, bytes);
            stream.drop();
            done++;
        }
        return done;
    }

    private void take(PulseStream stream, int bytes) {
        if (paused) {
            return;
        }
        long captureNanos = time.next(context.clock().nanoTime() - ageNanos(stream, bytes));
        if (stream.isHole()) {
            gaps.add(1);
            time.pass(bytes / frameBytes);
            return;
        }
        for (int from = 0; from < bytes; from += samples.capacity()) {
            int part = Math.min(samples.capacity(), bytes - from);
            stream.copy(from, part, samplesAddress);
            samples.clear().limit(part);
            context.input().samples(samples, captureNanos + spec.format().nanos(from / frameBytes));
            captured.add(part / frameBytes);
        }
        time.pass(bytes / frameBytes);
    }

    /** How long ago the first of the oldest samples was in the air, or in the system. */
    private long ageNanos(PulseStream stream, int bytes) {
        Target target = line.target();
        if (target == null || !target.sink().isEmpty()) {
            // A monitor hears what is about to sound, a period at a time; what the server says of it is when that
            // sounds.
            return spec.format().nanos(bytes / frameBytes) + spec.periodNanos();
        }
        return Math.min(MOST_AGE_NANOS, Math.max(0, stream.latencyNanos()));
    }

    @Override
    public void rest(boolean rests) {
        resting = rests;
    }

    @Override
    public void await(long maxNanos) {
        line.await(maxNanos);
    }

    @Override
    public void wake() {
        line.wake();
    }

    @Override
    public void beginDrain() {
        draining = true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            line.close();
        }
    }
}
