package dev.wavry.codec.pcm.internal;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies samples. What is missing is the last frame played backwards, then forwards and so on, because then no end of it jumps. */
final class PcmDecoder implements AudioDecoder {
    /** A little less than the 200 ms of the promise. */
    private static final int FADE_MILLIS = 180;

    private final int frameSamples;
    private final int channels;
    private final int frameBytes;
    private final int fadeSamples;
    private final ByteBuffer last;
    private boolean backwards = true;
    private int faded;

    PcmDecoder(AudioCodecSpec spec) {
        frameSamples = spec.frameSamples();
        channels = spec.format().channels();
        frameBytes = spec.frameBytes();
        fadeSamples = spec.format().rate() / 1000 * FADE_MILLIS;
        last = NativeMemory.allocate(frameBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean decode(ByteBuffer packet, ByteBuffer samples) {
        if (packet.remaining() != frameBytes) {
            return false;
        }
        samples.put(samples.position(), packet, packet.position(), frameBytes);
        last.put(0, packet, packet.position(), frameBytes);
        backwards = true;
        faded = 0;
        return true;
    }

    @Override
    public void conceal(ByteBuffer samples) {
        int to = samples.position();
        for (int i = 0; i < frameSamples; i++) {
            int from = (backwards ? frameSamples - 1 - i : i) * channels;
            int left = Math.max(0, fadeSamples - faded);
            for (int channel = 0; channel < channels; channel++) {
                int value = last.getShort((from + channel) * Short.BYTES) * left / fadeSamples;
                samples.putShort(to, (short) value);
                to += Short.BYTES;
            }
            faded = Math.min(fadeSamples, faded + 1);
        }
        backwards = !backwards;
    }

    @Override
    public void close() {}
}
