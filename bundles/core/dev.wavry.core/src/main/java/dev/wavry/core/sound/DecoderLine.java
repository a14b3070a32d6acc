package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.slot.HandleContext;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MediaClock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiConsumer;

/** A running decoder of one epoch of a track. */
final class DecoderLine implements Line {
    final int epoch;
    final AudioCodecSpec spec;
    private final Provider<AudioDecoderFactory> provider;
    private final HandleContext context;
    private final AudioDecoder handle;
    private final ByteBuffer samples;

    /** Opens the decoder; on OPENER. */
    DecoderLine(
            Provider<AudioDecoderFactory> provider,
            AudioCodecSpec spec,
            int epoch,
            MediaClock clock,
            BiConsumer<DecoderLine, String> onFailed)
            throws CannotOpenException {
        this.provider = provider;
        this.spec = spec;
        this.epoch = epoch;
        this.context = new HandleContext(
                clock, why -> onFailed.accept(this, why), cause -> onFailed.accept(this, String.valueOf(cause)));
        this.samples = ByteBuffer.allocateDirect(spec.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
        this.handle = provider.service().open(spec, context);
    }

    /** Decodes a packet into stereo samples; false if it is none. On AUDIO_PLAY. */
    boolean decode(ByteBuffer packet, float[] stereo) {
        if (!handle.decode(packet, samples.clear())) {
            return false;
        }
        toStereo(stereo);
        return true;
    }

    /** Makes up a frame. On AUDIO_PLAY. */
    void conceal(float[] stereo) {
        handle.conceal(samples.clear());
        toStereo(stereo);
    }

    private void toStereo(float[] stereo) {
        int channels = spec.format().channels();
        for (int i = 0; i < spec.frameSamples(); i++) {
            float left = at(i, 0, channels);
            float right = channels == 1 ? left : at(i, 1, channels);
            if (channels > 2) {
                // ITU-R BS.775: what is not front goes to its side at 3 dB less; the low frequencies have their own
                // place.
                for (int c = 2; c < channels; c++) {
                    float other = 0.7071f * at(i, c, channels);
                    boolean middle = channels > 4 && c == 2;
                    boolean low = channels > 4 && c == 3;
                    left += low || !middle && c % 2 == 1 ? 0 : other;
                    right += low || !middle && c % 2 == 0 ? 0 : other;
                }
            }
            stereo[2 * i] = left;
            stereo[2 * i + 1] = right;
        }
    }

    private float at(int sample, int channel, int channels) {
        return samples.getShort(2 * (sample * channels + channel)) / 32768f;
    }

    @Override
    public Provider<AudioDecoderFactory> provider() {
        return provider;
    }

    @Override
    public void close() {
        context.mute();
        handle.close();
    }
}
