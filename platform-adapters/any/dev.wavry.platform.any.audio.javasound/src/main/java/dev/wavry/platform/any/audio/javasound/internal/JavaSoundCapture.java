package dev.wavry.platform.any.audio.javasound.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioCapture;
import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioSpec;
import dev.wavry.spi.health.Counter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/** Takes what a line has, as soon as that is a period. */
final class JavaSoundCapture implements AudioCapture {
    private static final int MOST_PERIODS = 4;

    private final TargetDataLine line;
    private final AudioFormat deviceFormat;
    private final AudioSpec spec;
    private final AudioCaptureContext context;
    private final int periodBytes;
    private final byte[] read;
    private final ByteBuffer raw;
    private final ByteBuffer samples;
    private final @Nullable Converter converter;
    private final Looks looks;
    private final Counter captured;
    private boolean resting;
    private boolean draining;
    private boolean closed;

    JavaSoundCapture(Lines.Opened<TargetDataLine> opened, AudioSpec spec, AudioCaptureContext context) {
        this.line = opened.line();
        this.deviceFormat = opened.device().format();
        this.spec = spec;
        this.context = context;
        periodBytes = (int) deviceFormat.samples(spec.periodNanos()) * deviceFormat.bytesPerSample();
        read = new byte[MOST_PERIODS * periodBytes];
        raw = NativeMemory.allocate(read.length).order(ByteOrder.LITTLE_ENDIAN);
        samples = NativeMemory.allocate(
                        2 * MOST_PERIODS * spec.periodSamples() * spec.format().bytesPerSample())
                .order(ByteOrder.LITTLE_ENDIAN);
        converter =
                deviceFormat.equals(spec.format()) ? null : new Converter(deviceFormat, raw, spec.format(), samples);
        looks = new Looks(spec.periodNanos() / 2);
        captured = context.counters().counter("audio.captured", "Samples per channel handed over.");
        context.counters().counter("audio.gaps", "Holes in the sound that the device reported.");
    }

    @Override
    public int doWork() {
        int available = line.available();
        if (available < periodBytes || resting || draining) {
            return 0;
        }
        int bytes = Math.min(read.length, available - available % deviceFormat.bytesPerSample());
        long captureNanos = context.clock().nanoTime() - deviceFormat.nanos(available / deviceFormat.bytesPerSample());
        int got = line.read(read, 0, bytes);
        if (got <= 0) {
            return 0;
        }
        raw.clear().put(0, read, 0, got);
        int count = got / deviceFormat.bytesPerSample();
        ByteBuffer whole = raw;
        if (converter != null) {
            count = converter.convert(count, samples.capacity() / spec.format().bytesPerSample());
            whole = samples;
        }
        if (count > 0) {
            context.input().samples(whole.clear().limit(count * spec.format().bytesPerSample()), captureNanos);
            captured.add(count);
        }
        return 1;
    }

    @Override
    public void rest(boolean rests) {
        if (rests == resting) {
            return;
        }
        resting = rests;
        if (rests) {
            line.stop();
        } else {
            line.flush();
            line.start();
        }
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
    public void close() {
        if (!closed) {
            closed = true;
            line.stop();
            line.close();
            if (converter != null) {
                converter.close();
            }
        }
    }
}
