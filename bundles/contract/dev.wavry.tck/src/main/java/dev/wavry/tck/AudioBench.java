package dev.wavry.tck;

import dev.wavry.spi.audio.AudioCaptureContext;
import dev.wavry.spi.audio.AudioDevice;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.audio.AudioInput;
import dev.wavry.spi.audio.AudioOutput;
import dev.wavry.spi.audio.AudioPlaybackContext;
import dev.wavry.spi.health.Finding;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The context of a capture that keeps what is captured, and of a playback that plays a tone. One thread. */
public final class AudioBench extends Bench implements AudioCaptureContext, AudioPlaybackContext {
    /** So many samples per channel are kept; the newest replace the oldest. */
    private static final int SECONDS_KEPT = 20;

    private final AudioFormat format;
    private final short[] kept;
    private final List<AudioDevice> devices = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    // Fields, because a method reference that captures would be made anew at each call.
    private final AudioInput input = this::take;
    private final AudioOutput output = this::give;
    private double hertz = 440;
    private double amplitude = 8000;
    private long count;
    private long lastNanos;
    private long latestJumpNanos;
    private long mostJumpNanos;
    private int strangeSizes;

    public AudioBench(AudioFormat format) {
        this.format = format;
        kept = new short[format.rate() * format.channels() * SECONDS_KEPT];
    }

    /** What is played from now on; see {@link Tones#fill}. */
    public void play(double newHertz, double newAmplitude) {
        hertz = newHertz;
        amplitude = newAmplitude;
    }

    @Override
    public AudioInput input() {
        return input;
    }

    @Override
    public AudioOutput output() {
        return output;
    }

    @Override
    public void device(AudioDevice device) {
        devices.add(device);
    }

    @Override
    public void tell(Finding finding) {
        findings.add(finding);
    }

    private void take(ByteBuffer samples, long captureNanos) {
        noteTimes(samples, captureNanos);
        int values = samples.remaining() / Short.BYTES;
        for (int i = 0; i < values; i++) {
            kept[(int) ((count * format.channels() + i) % kept.length)] =
                    samples.getShort(samples.position() + i * Short.BYTES);
        }
        count += values / format.channels();
    }

    private void give(ByteBuffer samples, long soundsNanos) {
        noteTimes(samples, soundsNanos);
        Tones.fill(samples, format.channels(), format.rate(), hertz, amplitude, count);
        count += samples.remaining() / format.bytesPerSample();
        samples.position(samples.limit());
    }

    private void noteTimes(ByteBuffer samples, long nanos) {
        noteCaller();
        int bytes = samples.remaining();
        if (bytes == 0 || bytes % format.bytesPerSample() != 0 || !samples.isDirect()) {
            strangeSizes++;
        }
        if (count > 0) {
            latestJumpNanos = nanos - lastNanos;
            mostJumpNanos = Math.max(mostJumpNanos, Math.abs(latestJumpNanos));
        }
        lastNanos = nanos + format.nanos(bytes / format.bytesPerSample());
    }

    /** Samples per channel that were captured or played. */
    public long count() {
        return count;
    }

    /** When the sample after the last one is captured or sounds, as far as the handle said. */
    public long endNanos() {
        return lastNanos;
    }

    /** By how much times ever differed from what the samples before them let expect. */
    public long mostJumpNanos() {
        return mostJumpNanos;
    }

    /** The same for the latest samples only, later than expected if positive. */
    public long latestJumpNanos() {
        return latestJumpNanos;
    }

    /** Forgets the largest jump. */
    public void forgetJumps() {
        mostJumpNanos = 0;
    }

    /** Buffers that were not direct, empty or cut within a sample. */
    public int strangeSizes() {
        return strangeSizes;
    }

    /** The newest samples of one channel; fewer if there are not so many. */
    public short[] newest(int channel, int samples) {
        int have = (int) Math.min(samples, Math.min(count, kept.length / format.channels()));
        short[] one = new short[have];
        for (int i = 0; i < have; i++) {
            one[i] = kept[(int) ((count - have + i) * format.channels() % kept.length) + channel];
        }
        return one;
    }

    /** Every device that was said, oldest first. */
    public List<AudioDevice> devices() {
        return devices;
    }

    /** Everything told, oldest first. */
    public List<Finding> findings() {
        return findings;
    }

    /** Forgets the kept samples: silence until new ones come. */
    public void forgetSamples() {
        Arrays.fill(kept, (short) 0);
    }

    /** The format it was made for. */
    public AudioFormat format() {
        return format;
    }
}
