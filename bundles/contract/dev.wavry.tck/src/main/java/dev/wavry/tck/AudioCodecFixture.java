package dev.wavry.tck;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.lifecycle.CannotOpenException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An encoder whose packets go to a decoder at once, and what came out. */
abstract class AudioCodecFixture {
    static final int RATE = AudioFormat.SESSION_RATE;
    static final int BITS = 160_000;
    static final int MOST_PACKET = 1920;
    static final double HERTZ = 500;
    static final double AMPLITUDE = 6000;
    private static final int KEPT_SECONDS = 4;
    /** So many channels more need so much more. */
    private static final int MOST_PACKET_OF_EIGHT = 16_000;

    private @Nullable AudioBench openBench;
    private @Nullable AudioEncoder openEncoder;
    private @Nullable AudioDecoder openDecoder;
    private AudioFormat format = new AudioFormat(RATE, 2);
    private int frame;
    private ByteBuffer samples = direct(0);
    private ByteBuffer packet = direct(0);
    private short[] out = {};
    private long outCount;
    private long position;
    private int lastPacketBytes;

    /** Where encoders come from. */
    protected abstract AudioEncoderFactory encoders();

    /** Where decoders come from. */
    protected abstract AudioDecoderFactory decoders();

    /** The frame length that most tests use. */
    protected int frameSamples() {
        return 240;
    }

    AudioCodecOffer offer() {
        return encoders().offers().get(0);
    }

    AudioBench bench() {
        if (openBench == null) {
            openBench = new AudioBench(format);
        }
        return openBench;
    }

    static ByteBuffer direct(int bytes) {
        return NativeMemory.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void fill(ByteBuffer bytes, byte value) {
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, value);
        }
    }

    AudioCodecSpec spec(int channels, int frameSamples) {
        int most = channels > 2 || frameSamples > 480 ? MOST_PACKET_OF_EIGHT : MOST_PACKET;
        return new AudioCodecSpec(
                offer().codec(),
                offer().implementation(),
                new AudioFormat(RATE, channels),
                frameSamples,
                BITS * Math.max(1, channels / 2),
                most);
    }

    void open(int channels, int frameSamples) throws CannotOpenException {
        close();
        AudioCodecSpec spec = spec(channels, frameSamples);
        format = spec.format();
        frame = frameSamples;
        openEncoder = encoders().open(spec, bench());
        openDecoder = decoders().open(spec, bench());
        samples = direct(spec.frameBytes());
        packet = direct(spec.mostPacketBytes());
        out = new short[RATE * KEPT_SECONDS * channels];
        outCount = 0;
        position = 0;
    }

    AudioEncoder encoder() {
        assertNotNull(openEncoder);
        return openEncoder;
    }

    AudioDecoder decoder() {
        assertNotNull(openDecoder);
        return openDecoder;
    }

    int frameBytes() {
        return frame * format.bytesPerSample();
    }

    int lastPacketBytes() {
        return lastPacketBytes;
    }

    /** The next frame of a tone that goes on from frame to frame. */
    void passTone() {
        Tones.fill(samples.clear(), format.channels(), RATE, HERTZ, AMPLITUDE, position);
        position += frame;
        pass();
    }

    /** One frame, the same in every channel. */
    void pass(short[] mono, int from) {
        samples.clear();
        for (int i = 0; i < frame; i++) {
            for (int channel = 0; channel < format.channels(); channel++) {
                samples.putShort(mono[from + i]);
            }
        }
        samples.flip();
        pass();
    }

    private void pass() {
        lastPacketBytes = encoder().encode(samples, packet.clear());
        assertTrue(lastPacketBytes >= 0, "the encoder failed");
        if (lastPacketBytes == AudioEncoder.NOTHING_TO_SEND) {
            decoder().conceal(samples);
        } else {
            assertTrue(decoder().decode(packet.limit(lastPacketBytes), samples), "refused its own packet");
        }
        keep();
    }

    void conceal() {
        decoder().conceal(samples.clear());
        keep();
    }

    private void keep() {
        for (int i = 0; i < frame * format.channels(); i++) {
            out[(int) ((outCount * format.channels() + i) % out.length)] = samples.getShort(i * Short.BYTES);
        }
        outCount += frame;
    }

    /** The newest decoded samples of a channel. */
    short[] heard(int channel, int count) {
        short[] one = new short[count];
        for (int i = 0; i < count; i++) {
            one[i] = out[(int) ((outCount - count + i) * format.channels() % out.length) + channel];
        }
        return one;
    }

    /** Some frames through a pair that is not the open one. */
    void use(AudioEncoder encoder, AudioDecoder decoder) {
        ByteBuffer in = direct(frameSamples() * 2 * Short.BYTES);
        ByteBuffer coded = direct(MOST_PACKET);
        for (int i = 0; i < 10; i++) {
            Tones.fill(in.clear(), 2, RATE, HERTZ, AMPLITUDE, (long) i * frameSamples());
            int bytes = encoder.encode(in, coded.clear());
            assertTrue(bytes > 0 && decoder.decode(coded.limit(bytes), in));
            decoder.conceal(in);
        }
    }

    @AfterEach
    final void close() {
        if (openEncoder != null) {
            openEncoder.close();
            openEncoder.close();
        }
        if (openDecoder != null) {
            openDecoder.close();
            openDecoder.close();
        }
        openEncoder = null;
        openDecoder = null;
    }
}
