package dev.wavry.core.sound;

import dev.wavry.spi.audio.AudioOutput;
import dev.wavry.spi.media.MediaClock;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Adds up all tracks into what an output pulls. Belongs to AUDIO_PLAY; allocates nothing after its constructor. */
final class Mixer implements AudioOutput {
    private static final int MOST_SAMPLES = 4800;

    private final MediaClock clock;
    private final float[] sum = new float[2 * MOST_SAMPLES];
    private HeardTrack[] tracks = {};
    private float gain = 1;
    private volatile float volume = 1;
    private long quietSinceNanos;

    Mixer(MediaClock clock) {
        this.clock = clock;
        this.quietSinceNanos = clock.nanoTime();
    }

    /** Volume of everything, 0 to 1; any thread. */
    void volume(float value) {
        volume = value;
    }

    /** What is heard from now on. */
    void tracks(HeardTrack[] now) {
        tracks = now;
    }

    HeardTrack[] tracks() {
        return tracks;
    }

    /** Since when nothing is to be heard. */
    long quietSinceNanos() {
        return quietSinceNanos;
    }

    @Override
    public void fill(ByteBuffer samples, long soundsNanos) {
        long now = clock.nanoTime();
        long sounds = soundsNanos;
        while (samples.remaining() >= 2 * Short.BYTES) {
            int count = Math.min(MOST_SAMPLES, samples.remaining() / (2 * Short.BYTES));
            mix(samples, count, now, sounds);
            sounds += count * 1_000_000_000L / 48_000;
        }
        samples.position(samples.limit());
    }

    private void mix(ByteBuffer out, int count, long nowNanos, long soundsNanos) {
        Arrays.fill(sum, 0, 2 * count, 0);
        boolean heard = false;
        for (HeardTrack track : tracks) {
            heard |= track.addTo(sum, count, nowNanos, soundsNanos);
        }
        if (heard) {
            quietSinceNanos = nowNanos;
        }
        float wanted = volume;
        float step = (wanted - gain) / (2 * count);
        int at = out.position();
        boolean little = out.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
        for (int i = 0; i < 2 * count; i++) {
            gain += step;
            short value = (short) Math.max(-32768, Math.min(32767, Math.round(sum[i] * gain * 32768f)));
            out.putShort(at + 2 * i, little ? value : Short.reverseBytes(value));
        }
        gain = wanted;
        out.position(at + 4 * count);
    }
}
