package dev.wavry.fuzz;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.codec.opus.internal.OpusDecoders;
import dev.wavry.codec.opus.internal.OpusEncoders;
import dev.wavry.codec.pcm.internal.PcmDecoders;
import dev.wavry.codec.pcm.internal.PcmEncoders;
import dev.wavry.spi.audio.AudioCodecOffer;
import dev.wavry.spi.audio.AudioCodecSpec;
import dev.wavry.spi.audio.AudioDecoder;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoder;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioFormat;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.tck.AudioBench;
import dev.wavry.tck.Tones;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A decoder of sound that is given several packets, each with its length in front; the first byte says how many channels. */
final class SoundTarget implements Consumer<byte[]> {
    private static final int FRAME = 240;
    private static final int LARGEST = 1 << 16;
    private static final byte GUARD = 0x5a;
    private static final List<Integer> CHANNELS = List.of(1, 2, 4, 6, 8);

    private final AudioDecoderFactory factory;
    private final ByteBuffer packet = direct(LARGEST);
    private final ByteBuffer samples = direct(2 * FRAME * 8 * Short.BYTES);
    private final ByteBuffer guards = guards(samples.capacity());
    private final AudioBench bench = new AudioBench(new AudioFormat(AudioFormat.SESSION_RATE, 2));

    private SoundTarget(AudioDecoderFactory factory) {
        this.factory = factory;
    }

    static SoundTarget opus() {
        return new SoundTarget(new OpusDecoders());
    }

    static SoundTarget pcm() {
        return new SoundTarget(new PcmDecoders());
    }

    private static ByteBuffer direct(int bytes) {
        return NativeMemory.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whole buffers at once, because single bytes are slow under the fuzzer. */
    private static ByteBuffer guards(int bytes) {
        byte[] all = new byte[bytes];
        Arrays.fill(all, GUARD);
        return ByteBuffer.wrap(all);
    }

    private static AudioCodecSpec spec(AudioCodecOffer offer, int channels) {
        AudioFormat format = new AudioFormat(AudioFormat.SESSION_RATE, channels);
        return new AudioCodecSpec(offer.codec(), offer.implementation(), format, FRAME, 128_000, LARGEST);
    }

    @Override
    public void accept(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        AudioCodecSpec spec = spec(factory.offers().get(0), CHANNELS.get((bytes[0] & 0xff) % CHANNELS.size()));
        try (AudioDecoder decoder = factory.open(spec, bench)) {
            ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
            while (in.remaining() >= 2) {
                int length = Math.min(in.getShort() & 0xffff, in.remaining());
                packet.clear().put(0, bytes, in.position(), length).limit(length);
                in.position(in.position() + length);
                decode(decoder, spec);
            }
        } catch (CannotOpenException e) {
            throw new AssertionError(e);
        }
    }

    private void decode(AudioDecoder decoder, AudioCodecSpec spec) {
        samples.clear().put(0, guards, 0, guards.capacity());
        boolean taken = decoder.decode(packet, samples.limit(spec.frameBytes()));
        guarded(taken ? spec.frameBytes() : 0);
        decoder.conceal(samples);
        guarded(spec.frameBytes());
    }

    private void guarded(int from) {
        int length = samples.capacity() - from;
        boolean whole = samples.clear().slice(from, length).mismatch(guards.slice(0, length)) < 0;
        Targets.require(whole, "it wrote where it may not");
    }

    /** Some true packets of stereo. */
    static byte[] seed(String target) {
        AudioEncoderFactory factory = target.endsWith("pcm") ? new PcmEncoders() : new OpusEncoders();
        AudioCodecSpec spec = spec(factory.offers().get(0), 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(CHANNELS.indexOf(2));
        ByteBuffer in = direct(spec.frameBytes());
        ByteBuffer coded = direct(LARGEST);
        try (AudioEncoder encoder = factory.open(spec, new AudioBench(spec.format()))) {
            for (int i = 0; i < 4; i++) {
                Tones.fill(in.clear(), 2, AudioFormat.SESSION_RATE, 440, 9000, (long) i * FRAME);
                byte[] bytes = new byte[Math.max(0, encoder.encode(in, coded.clear()))];
                coded.get(0, bytes);
                out.write(bytes.length >>> 8);
                out.write(bytes.length);
                out.writeBytes(bytes);
            }
        } catch (CannotOpenException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
