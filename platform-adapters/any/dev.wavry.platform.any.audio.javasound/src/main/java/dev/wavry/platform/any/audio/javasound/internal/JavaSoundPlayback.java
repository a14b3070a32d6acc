package dev.wavry.platform.any.audio.javasound.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioPlayback;
import dev.wavry.spi.audio.AudioPlaybackContext;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.health.Counter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/** Fills a line up to two periods. */
final class JavaSoundPlayback implements AudioPlayback {
    private static final int AHEAD_PERIODS = 2;

    private final SourceDataLine line;
    private final AudioFormat deviceFormat;
    private final AudioSpec spec;
    private final AudioPlaybackContext context;
    private final int aheadBytes;
    private final ByteBuffer samples;
    private final ByteBuffer converted;
    private final byte[] written;
    private final @Nullable Converter converter;
    private final Looks looks;
    private final Counter played;
    private final Counter underruns;
    private boolean begun;
    private boolean resting;
    private boolean draining;
    private boolean closed;

    JavaSoundPlayback(Lines.Opened<SourceDataLine> opened, AudioSpec spec, AudioPlaybackContext context) {
        this.line = opened.line();
        this.deviceFormat = opened.device().format();
        this.spec = spec;
        this.context = context;
        int periodBytes = (int) deviceFormat.samples(spec.periodNanos()) * deviceFormat.bytesPerSample();
        aheadBytes = AHEAD_PERIODS * periodBytes;
        samples = NativeMemory.allocate(spec.periodSamples() * spec.format().bytesPerSample())
                .order(ByteOrder.LITTLE_ENDIAN);
        boolean same = deviceFormat.equals(spec.format());
        // A little more than a period: a converter gives back late what it kept.
        converted = same ? samples : NativeMemory.allocate(2 * periodBytes).order(ByteOrder.LITTLE_ENDIAN);
        converter = same ? null : new Converter(spec.format(), samples, deviceFormat, converted);
        written = new byte[converted.capacity()];
        looks = new Looks(spec.periodNanos() / 2);
        played = context.counters().counter("audio.played", "Samples per channel pulled.");
        underruns = context.counters().counter("audio.underruns", "Times the device ran empty.");
    }

    private int queuedBytes() {
        return Math.max(0, line.getBufferSize() - line.available());
    }

    @Override
    public int doWork() {
        if (resting || draining) {
            return 0;
        }
        int queued = queuedBytes();
        if (queued == 0 && begun) {
            underruns.add(1);
        }
        int pulled = 0;
        while (queued < aheadBytes && line.available() >= written.length && pulled < AHEAD_PERIODS) {
            context.output().fill(samples.clear(), context.clock().nanoTime() + nanos(queued));
            int count = spec.periodSamples();
            if (converter != null) {
                count = converter.convert(count, converted.capacity() / deviceFormat.bytesPerSample());
            }
            int bytes = count * deviceFormat.bytesPerSample();
            converted.get(0, written, 0, bytes);
            line.write(written, 0, bytes);
            played.add(spec.periodSamples());
            begun = true;
            queued = queuedBytes();
            pulled++;
        }
        return pulled;
    }

    private long nanos(int bytes) {
        return deviceFormat.nanos(bytes / deviceFormat.bytesPerSample());
    }

    @Override
    public void rest(boolean rests) {
        resting = rests;
        begun = false;
    }

    @Override
    public long delayNanos() {
        return nanos(queuedBytes());
    }

    @Override
    public void await(long maxNanos) {
        looks.await(maxNanos, resting || draining);
    }

    @Override
    public void wake() {
        looks.wake();
    }

    @Override
    public void beginDrain() {
        draining = true;
    }

    @Override
    public boolean drained() {
        return !draining || closed || queuedBytes() == 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            line.stop();
            line.flush();
            line.close();
            if (converter != null) {
                converter.close();
            }
        }
    }
}
