package dev.wavry.fuzz;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.NativeMemory;
import dev.wavry.codec.raw.internal.RawDecoders;
import dev.wavry.codec.tiles.internal.TilesDecoders;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.tck.DecoderBench;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A decoder that is given several coded frames, each with its length in front, as a key frame or not. */
final class CodecTarget implements Consumer<byte[]> {
    private static final int WIDTH = 48;
    private static final int HEIGHT = 32;
    private static final int LARGEST = 1 << 16;

    private final VideoDecoderFactory factory;
    private final DecoderBench bench = new DecoderBench(2);
    private final CodedPool pool = new CodedPool(1);
    private final ByteBuffer input = NativeMemory.allocate(LARGEST);
    private final long address = NativeMemory.address(input);

    CodecTarget(VideoDecoderFactory factory) {
        this.factory = factory;
    }

    static VideoDecoderFactory tiles() {
        return new TilesDecoders();
    }

    static VideoDecoderFactory raw() {
        return new RawDecoders();
    }

    @Override
    public void accept(byte[] bytes) {
        DecoderOffer offer = factory.offers().get(0);
        VideoFormat format = new VideoFormat(WIDTH, HEIGHT, offer.produces().get(0));
        try (VideoDecoder decoder =
                factory.open(new DecoderSpec(offer.codec(), offer.implementation(), format), bench)) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            while (in.remaining() >= 3) {
                boolean key = (in.get() & 1) != 0;
                int length = Math.min(in.getShort() & 0xffff, in.remaining());
                input.clear().put(0, bytes, in.position(), length).limit(length);
                in.position(in.position() + length);
                decode(decoder, key);
            }
        } catch (CannotOpenException e) {
            throw new AssertionError(e);
        }
        Targets.require(bench.outstanding() == 0, "pictures that nobody gave back");
    }

    private void decode(VideoDecoder decoder, boolean key) {
        CodedFrame frame = pool.codedPart(new FrameInfo(), key, input, address, () -> {});
        Targets.require(frame != null, "the decoder keeps what it was given");
        decoder.decode(frame);
        bench.discard();
    }
}
