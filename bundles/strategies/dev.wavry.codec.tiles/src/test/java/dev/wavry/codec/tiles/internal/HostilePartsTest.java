package dev.wavry.codec.tiles.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.buffer.CodedPool;
import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.codec.Decoded;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.EncoderSpec;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoEncoder;
import dev.wavry.spi.media.CodedFrame;
import dev.wavry.spi.media.FrameInfo;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.tck.Canvas;
import dev.wavry.tck.DecoderBench;
import dev.wavry.tck.EncoderBench;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes from somebody who means no good: a million of them, against memory whose edges are watched. */
@Timeout(120)
class HostilePartsTest {
    private static final int WIDTH = 86;
    private static final int HEIGHT = 60;
    private static final int GAP = 16;
    private static final int INPUTS = 1_000_000;
    private static final byte CANARY = 0x5a;
    private static final int LARGEST = 4096;

    private final Canvas screen = new Canvas(WIDTH, HEIGHT, 4);
    private final DecoderBench bench = new DecoderBench(1);
    private final CodedPool pool = new CodedPool(1);
    private final ByteBuffer input = NativeMemory.allocate(LARGEST);
    private final long address = NativeMemory.address(input);
    private final FrameInfo info = new FrameInfo();
    private final Runnable nothing = () -> {};
    private final int stride = (WIDTH + GAP) * Integer.BYTES;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(stride * (HEIGHT + 2));

    private void watch() {
        for (int i = 0; i < memory.capacity(); i++) {
            memory.put(i, CANARY);
        }
        ByteBuffer plane = memory.slice(stride, stride * HEIGHT);
        bench.pool().adopt(screen.format(), new ByteBuffer[] {plane}, new int[] {stride});
    }

    private void assertNothingOutsideWasTouched() {
        for (int i = 0; i < memory.capacity(); i++) {
            int row = i / stride;
            boolean inside = row >= 1 && row <= HEIGHT && i % stride < WIDTH * Integer.BYTES;
            assertTrue(inside || memory.get(i) == CANARY, "byte " + i + " of row " + row);
        }
    }

    /** Parts of every kind, with and without packing. */
    private List<byte[]> realParts() throws Exception {
        List<byte[]> parts = new ArrayList<>();
        EncoderBench source = new EncoderBench();
        source.passTime(1);
        EncoderSpec spec =
                new EncoderSpec(Layout.CODEC, Layout.IMPLEMENTATION, screen.format(), new RateTarget(1_000_000, 60), 1);
        try (VideoEncoder encoder = new TilesEncoders().open(spec, source)) {
            for (int i = 0; i < 24; i++) {
                source.passTime(300_000_000);
                draw(i);
                encoder.encode(screen.picture());
                for (CodedFrame part = source.poll(); part != null; part = source.poll()) {
                    add(parts, part);
                }
            }
        }
        return parts;
    }

    private void draw(int picture) {
        switch (picture % 4) {
            case 0 -> screen.text(0, 0, WIDTH, HEIGHT, picture % 8);
            case 1 -> screen.shift(0, 0, WIDTH, HEIGHT, 0, -3);
            case 2 -> screen.photo(20, 25, 40, 30, picture);
            default -> screen.fill(30, 20, 30, 30, picture % 8 * 0x111111);
        }
    }

    private static void add(List<byte[]> parts, CodedFrame part) {
        try (part) {
            if (part.payload().remaining() <= LARGEST / 2) {
                byte[] bytes = new byte[part.payload().remaining()];
                part.payload().get(part.payload().position(), bytes);
                parts.add(bytes);
                byte[] plain = unpacked(bytes);
                if (plain.length <= LARGEST / 2) {
                    parts.add(plain);
                }
            }
        }
    }

    static byte[] unpacked(byte[] part) {
        ByteBuffer bytes = ByteBuffer.wrap(part).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int header = (part[0] & Layout.KEY) != 0 ? Layout.KEY_HEADER : Layout.HEADER;
        if ((part[0] & Layout.PACKED) == 0) {
            return part;
        }
        byte[] body = new byte[bytes.getInt(Layout.BODY_AT)];
        try (var unpacker = new com.github.luben.zstd.ZstdDecompressCtx()) {
            unpacker.setMagicless(true).decompressByteArray(body, 0, body.length, part, header, part.length - header);
        }
        byte[] plain = java.util.Arrays.copyOf(part, header + body.length);
        System.arraycopy(body, 0, plain, header, body.length);
        plain[0] &= ~Layout.PACKED;
        return plain;
    }

    private Decoded decode(VideoDecoder decoder, int length) {
        input.position(0).limit(length);
        CodedFrame frame = pool.codedPart(info, false, input, address, nothing);
        if (frame == null) {
            throw new AssertionError("the decoder keeps parts");
        }
        Decoded answer = decoder.decode(frame);
        bench.discard();
        return answer;
    }

    private int spoil(byte[] part, SplittableRandom random) {
        input.clear();
        int length = part.length;
        input.put(0, part);
        switch (random.nextInt(8)) {
            case 0 -> length = random.nextInt(length + 1);
            case 1 -> {
                length = random.nextInt(200);
                for (int i = 2; i < length; i++) {
                    input.put(i, (byte) random.nextInt());
                }
            }
            default -> {
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    // The header and the end, where the kinds are, say what is read how.
                    int near = Math.min(length, 24);
                    int where = random.nextInt(3);
                    int at = where == 0 ? random.nextInt(near) : where == 1 ? length - 1 - random.nextInt(near) : -1;
                    input.put(at < 0 ? random.nextInt(length) : at, (byte) random.nextInt());
                }
            }
        }
        return length;
    }

    @Test
    void shouldTakeAMillionSpoiltPartsWithoutHarm() throws Exception {
        watch();
        List<byte[]> parts = realParts();
        SplittableRandom random = new SplittableRandom(7);
        int[] answers = new int[Decoded.values().length];
        try (VideoDecoder decoder = new TilesDecoders()
                .open(new DecoderSpec(Layout.CODEC, Layout.IMPLEMENTATION, screen.format()), bench)) {
            Decoded last = Decoded.NEED_KEY_FRAME;
            for (int i = 0; i < INPUTS; i++) {
                // What is refused makes the decoder begin anew; most of the code is behind a good beginning.
                boolean begin = last == Decoded.NEED_KEY_FRAME && random.nextInt(4) > 0;
                byte[] part = parts.get(begin ? 0 : random.nextInt(parts.size()));
                boolean good = begin || random.nextInt(3) == 0;
                int length = good ? part.length : spoil(part, random);
                if (good) {
                    input.clear();
                    input.put(0, part);
                }
                last = decode(decoder, length);
                answers[last.ordinal()]++;
            }
            assertNothingOutsideWasTouched();
            System.out.println(
                    "hostile parts, seed 7: " + java.util.Arrays.toString(answers) + ", shown " + bench.offered());
        }
        assertEquals(0, pool.outstanding());
        assertNotEquals(0, bench.offered());
        assertEquals(0, answers[Decoded.CLOSED.ordinal()]);
        for (Decoded kind : new Decoded[] {Decoded.TAKEN, Decoded.NEED_KEY_FRAME, Decoded.NOT_APPLIED}) {
            assertTrue(answers[kind.ordinal()] > INPUTS / 50, kind + " only " + answers[kind.ordinal()] + " times");
        }
    }
}
