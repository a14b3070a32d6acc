package dev.wavry.platform.linux.audio.pulse.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.lib.pulse.PulseConnection;
import dev.wavry.lib.pulse.PulseStream;
import dev.wavry.lib.pulse.SoundMap;
import dev.wavry.spi.audio.AudioDevice.Kind;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioPlaybackContext;
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
import org.jspecify.annotations.Nullable;

/** Pulls a period whenever the server has room for one. */
final class PulsePlayback implements AudioPlayback, Line.Plan {
    private final AudioSelector selector;
    private final AudioSpec spec;
    private final AudioPlaybackContext context;
    private final @Nullable Microphone microphone;
    private final Line line;
    private final SoundTime time;
    private final ByteBuffer samples;
    private final long samplesAddress;
    private final Counter played;
    private final Counter underruns;
    private int streams;
    private int connections = 1;
    private PulseConnection.State before = PulseConnection.State.UP;
    private long delayNanos;
    private long emptyAt;
    private boolean resting;
    private boolean paused;
    private boolean draining;
    private long pauseNanos;
    private boolean closed;

    private PulsePlayback(
            PulseConnection connection, AudioSelector selector, AudioSpec spec, AudioPlaybackContext context) {
        this.selector = selector;
        this.spec = spec;
        this.context = context;
        microphone = selector.kind() == Kind.VIRTUAL_MICROPHONE ? new Microphone(spec.format()) : null;
        time = new SoundTime(spec.format().rate());
        samples = NativeMemory.allocate(spec.periodSamples() * spec.format().bytesPerSample())
                .order(ByteOrder.LITTLE_ENDIAN);
        samplesAddress = NativeMemory.address(samples);
        played = context.counters().counter("audio.played", "Samples per channel pulled.");
        underruns = context.counters().counter("audio.underruns", "Times the device ran empty.");
        line = new Line(connection, this, context, spec.format());
    }

    /** Takes the connection, whatever happens. */
    static PulsePlayback open(
            PulseConnection connection, AudioSelector selector, AudioSpec spec, AudioPlaybackContext context)
            throws CannotOpenException {
        PulsePlayback playback = new PulsePlayback(connection, selector, spec, context);
        if (!playback.line.opened(() -> playback.line.flowing() != null)) {
            String error = connection.error();
            boolean refused = playback.microphone != null && playback.microphone.isRefused();
            playback.close();
            throw new CannotOpenException(
                    Reason.BROKEN,
                    refused
                            ? "The sound server refuses to make a virtual microphone"
                            : "The sound server does not let '" + selector + "' be played to (" + error + ")",
                    refused
                            ? "Allow it to load module-null-sink and module-remap-source"
                            : "Look into the log of the sound server, or choose another output");
        }
        return playback;
    }

    @Override
    public Optional<Target> target(SoundMap map) {
        if (microphone == null) {
            return Target.output(map, selector);
        }
        microphone.load(line.connection(), connections);
        return microphone.target(map);
    }

    @Override
    public PulseStream connect(PulseConnection connection, Target target) {
        return PulseStream.play(
                connection, "Wavry", spec.format().rate(), spec.format().channels(), target.name(), samples.capacity());
    }

    @Override
    public Finding missing(SoundMap map) {
        if (microphone != null) {
            return microphone.isRefused()
                    ? new Finding(
                            Level.ERROR,
                            "The virtual microphone is not there",
                            "The sound server refused to make it",
                            "Allow it to load module-null-sink and module-remap-source")
                    : new Finding(Level.OK, "The virtual microphone is being made", "", "");
        }
        return new Finding(
                Level.WARN,
                "There is no '" + selector + "' any more",
                "It was unplugged or removed; " + Target.choices(map, selector.kind()),
                "Connect it again, or name another");
    }

    @Override
    public int doWork() {
        int done = line.work();
        PulseConnection.State state = line.connection().state();
        if (state == PulseConnection.State.DOWN && before != state) {
            connections++;
        }
        before = state;
        PulseStream stream = line.flowing();
        if (stream == null) {
            delayNanos = 0;
            return done;
        }
        if (streams != line.streams()) {
            streams = line.streams();
            time.forget();
            paused = false;
            emptyAt = stream.emptyAt();
        }
        return done + (resting || draining ? rest(stream) : play(stream));
    }

    private int rest(PulseStream stream) {
        if (!paused && context.clock().nanoTime() - pauseNanos >= 0) {
            paused = true;
            stream.pause(true);
        }
        return 0;
    }

    private int play(PulseStream stream) {
        if (paused) {
            paused = false;
            stream.pause(false);
            time.forget();
            emptyAt = stream.emptyAt();
        }
        int pulled = 0;
        while (stream.writable() >= samples.capacity() && pull(stream)) {
            pulled++;
        }
        long empty = stream.emptyAt();
        if (empty != emptyAt) {
            emptyAt = empty;
            underruns.add(1);
        }
        return pulled;
    }

    private boolean pull(PulseStream stream) {
        long said = stream.latencyNanos();
        if (said != PulseStream.UNKNOWN) {
            delayNanos = Math.max(0, said);
        }
        context.output().fill(samples.clear(), time.next(context.clock().nanoTime() + delayNanos));
        time.pass(spec.periodSamples());
        played.add(spec.periodSamples());
        return stream.write(samplesAddress, samples.capacity());
    }

    @Override
    public void rest(boolean rests) {
        if (rests && !resting) {
            pauseNanos = context.clock().nanoTime() + delayNanos;
        }
        resting = rests;
    }

    @Override
    public long delayNanos() {
        return delayNanos;
    }

    @Override
    public void await(long maxNanos) {
        boolean toPause = (resting || draining) && !paused;
        line.await(toPause ? Math.min(maxNanos, pauseNanos - context.clock().nanoTime()) : maxNanos);
    }

    @Override
    public void wake() {
        line.wake();
    }

    @Override
    public void beginDrain() {
        if (!draining) {
            draining = true;
            pauseNanos = context.clock().nanoTime() + delayNanos;
        }
    }

    @Override
    public boolean drained() {
        return !draining || context.clock().nanoTime() - pauseNanos >= 0;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (microphone != null && line.connection().state() == PulseConnection.State.UP) {
            microphone.unload(line.connection());
            Server.waitUntil(
                    line.connection(), () -> microphone.isGone(line.connection().map()));
        }
        line.close();
    }
}
