package dev.wavry.codec.ffmpeg.internal;

import static org.bytedeco.ffmpeg.global.swscale.SWS_FAST_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.buffer.NativeMemory;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures lie between guard bytes, so that a write outside is seen; rows touch each other where that is allowed. */
class RectangleConverterTest {
    private static final int GUARD = 4096;
    private static final long SEED = 20;

    @BeforeAll
    static void load() {
        assertTrue(Ffmpeg.isHere(), Ffmpeg.missing());
    }

    private static final class Picture {
        private final Planes planes;
        private final ByteBuffer[] memory = new ByteBuffer[3];

        Picture(Planes.Layout layout, int width, int height) {
            planes = new Planes(layout);
            for (int i = 0; i < layout.planes(); i++) {
                int stride = (width >> layout.shift(i)) * layout.bytes(i);
                if (RectangleConverter.needsPaddedRows(width)) {
                    stride = (stride + 63) & -64;
                }
                memory[i] = NativeMemory.allocate(stride * (height >> layout.shift(i)) + 2 * GUARD);
                planes.set(i, NativeMemory.address(memory[i]) + GUARD, stride);
            }
        }

        Picture fill(Random random) {
            for (ByteBuffer plane : memory) {
                for (int i = GUARD; plane != null && i < plane.capacity() - GUARD; i++) {
                    plane.put(i, (byte) random.nextInt());
                }
            }
            return this;
        }

        Picture copy(Picture other) {
            for (int i = 0; i < planes.layout().planes(); i++) {
                memory[i].put(0, other.memory[i], 0, memory[i].capacity());
            }
            return this;
        }

        void assertSame(Picture other, String what) {
            for (int i = 0; i < planes.layout().planes(); i++) {
                assertEquals(-1, memory[i].mismatch(other.memory[i]), what + ", plane " + i);
            }
        }

        void assertGuarded() {
            for (int i = 0; i < planes.layout().planes(); i++) {
                int end = memory[i].capacity();
                for (int at = 0; at < GUARD; at++) {
                    assertEquals(0, memory[i].get(at), "before plane " + i);
                    assertEquals(0, memory[i].get(end - 1 - at), "behind plane " + i);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"640, 360", "1366, 768", "1280, 720", "322, 98", "64, 64"})
    void shouldConvertPartsOfAScreenExactlyLikeTheWhole(int width, int height) {
        screen(Planes.Layout.PLANAR_420, width, height);
        screen(Planes.Layout.SEMI_PLANAR_420, width, height);
    }

    private static void screen(Planes.Layout to, int width, int height) {
        try (RectangleConverter converter =
                new RectangleConverter(width, height, Planes.Layout.PACKED, to, SWS_POINT)) {
            parts(converter, Planes.Layout.PACKED, to, width, height);
        }
    }

    @ParameterizedTest
    @CsvSource({"640, 360", "1366, 768", "1280, 720", "322, 98", "64, 64"})
    void shouldConvertPartsOfAVideoExactlyLikeTheWhole(int width, int height) {
        try (RectangleConverter converter = new RectangleConverter(
                width, height, Planes.Layout.PLANAR_420, Planes.Layout.PACKED, SWS_FAST_BILINEAR)) {
            converter.colours(org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601, false, true);
            parts(converter, Planes.Layout.PLANAR_420, Planes.Layout.PACKED, width, height);
        }
    }

    /** Starts with an old picture, converts changed rectangles only and compares with converting all. */
    private static void parts(
            RectangleConverter converter, Planes.Layout from, Planes.Layout to, int width, int height) {
        Random random = new Random(SEED);
        Picture source = new Picture(from, width, height).fill(random);
        Picture whole = new Picture(to, width, height);
        Picture partly = new Picture(to, width, height);
        converter.convert(source.planes, whole.planes, 0, 0, width, height);
        partly.copy(whole);
        for (int i = 0; i < 60; i++) {
            int x = random.nextInt(width - 2) & ~1;
            int y = random.nextInt(height - 2) & ~1;
            int w = 2 + random.nextInt(width - x - 1) & ~1;
            int h = 2 + random.nextInt(height - y - 1) & ~1;
            change(source, x, y, w, h, random);
            converter.convert(source.planes, partly.planes, x, y, w, h);
            converter.convert(source.planes, whole.planes, 0, 0, width, height);
            partly.assertSame(whole, "seed " + SEED + ", change " + i + " at " + x + "," + y + " " + w + "x" + h);
        }
        partly.assertGuarded();
    }

    private static void change(Picture picture, int x, int y, int w, int h, Random random) {
        Planes.Layout layout = picture.planes.layout();
        for (int plane = 0; plane < layout.planes(); plane++) {
            int shift = layout.shift(plane);
            for (int row = y >> shift; row < y + h >> shift; row++) {
                int start = GUARD + row * picture.planes.stride(plane) + (x >> shift) * layout.bytes(plane);
                for (int at = start; at < start + (w >> shift) * layout.bytes(plane); at++) {
                    picture.memory[plane].put(at, (byte) random.nextInt());
                }
            }
        }
    }
}
