package dev.wavry.codec.ffmpeg.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.buffer.NativeMemory;
import dev.wavry.spi.media.RateTarget;
import dev.wavry.spi.media.VideoFormat;
import dev.wavry.spi.media.VideoFrame;
import dev.wavry.tck.Canvas;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RoundTripTest {
    private static final long FRAME_NANOS = 1_000_000_000L / 60;

    /** The others keep to their bit rate and do not know when a picture stands still; 4:2:0 itself ends at 44 dB. */
    @ParameterizedTest
    @CsvSource({"X264,40", "SVT_AV1,40", "VP8,37", "VP9,37", "OPENH264,35"})
    void shouldSettleWithinFourRefreshes(EncoderKind kind, double decibels) throws Exception {
        try (Loop loop = new Loop(kind, 640, 352, 8000)) {
            Canvas screen = loop.screen();
            screen.text(0, 0, 640, 176, 1).photo(0, 176, 640, 176, 1);
            double psnr = loop.show(screen);
            System.out.printf("%s at first: %.1f dB, %d bytes%n", kind, psnr, loop.lastBytes());
            for (int i = 0; i < 4; i++) {
                psnr = loop.show(screen.touch());
                System.out.printf("%s refreshed: %.1f dB, %d bytes%n", kind, psnr, loop.lastBytes());
            }
            assertTrue(psnr >= decibels, kind + " settled at " + psnr + " dB");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2000, 5000, 20_000})
    void shouldSettleAtAnyRate(int kbps) throws Exception {
        try (Loop loop = new Loop(EncoderKind.X264, 1280, 720, kbps, 2)) {
            Canvas screen = loop.screen();
            screen.text(0, 0, 1280, 500, 1).photo(0, 500, 1280, 220, 1);
            double psnr = loop.show(screen);
            int refreshes = 0;
            while (psnr < 40 && refreshes < 20) {
                psnr = loop.show(screen.touch());
                refreshes++;
            }
            System.out.printf("%d kbit/s: %.1f dB after %d refreshes%n", kbps, psnr, refreshes);
            assertTrue(psnr >= 40, kbps + " kbit/s settled at " + psnr + " dB");
        }
    }

    /** No refresh is asked for here: what was coarse has to become good, and be shown, while something else keeps changing. */
    @ParameterizedTest
    @EnumSource(
            value = EncoderKind.class,
            names = {"X264", "VP8"})
    void shouldShowHowTheRestOfThePictureHealsWhileAPatchChanges(EncoderKind kind) throws Exception {
        try (Loop loop = new Loop(kind, 1280, 720, 4000)) {
            Canvas screen = loop.screen();
            loop.encoderBench().passTime(FRAME_NANOS);
            double first = loop.show(screen.text(0, 0, 1280, 720, 3));
            double healed = first;
            for (int i = 0; i < 200; i++) {
                loop.encoderBench().passTime(FRAME_NANOS);
                healed = loop.show(screen.fill(600, 300, 64, 64, i * 0x10204));
            }
            System.out.printf("%s: %.1f dB at first, %.1f dB healed%n", kind, first, healed);
            assertTrue(first < 30, "the rate was enough at once: " + first + " dB");
            assertTrue(healed > 33, healed + " dB");
        }
    }

    @Test
    void shouldRefineOnlyThePartThatIsRefreshed() throws Exception {
        try (Loop loop = new Loop(EncoderKind.X264, 640, 352, 8000)) {
            Canvas screen = loop.screen();
            loop.show(screen.text(0, 0, 640, 352, 1));
            for (int i = 0; i < 4; i++) {
                loop.show(screen.damaged(0, 0, 320, 352));
            }
            try (VideoFrame picture = loop.through(screen.damaged(0, 0, 16, 16).picture())) {
                assertTrue(screen.psnr(picture, 0, 0, 320, 352) >= 40);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EncoderKind.class,
            names = {"X264", "SVT_AV1", "VP8", "VP9", "OPENH264"})
    void shouldCarryOddSizesToTheLastRowAndColumn(EncoderKind kind) throws Exception {
        try (Loop loop = new Loop(kind, 1365, 767, 20_000)) {
            Canvas screen = loop.screen();
            loop.show(screen.fill(0, 0, 1365, 767, 0x336699));
            loop.show(screen.fill(1325, 727, 40, 40, 0xcc9944));
            try (VideoFrame picture = loop.through(screen.touch().picture())) {
                assertTrue(
                        screen.psnr(picture, 1364, 0, 1, 767) >= 30,
                        "last column " + screen.psnr(picture, 1364, 0, 1, 767));
                assertTrue(
                        screen.psnr(picture, 0, 766, 1365, 1) >= 30,
                        "last row " + screen.psnr(picture, 0, 766, 1365, 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {640, 642, 644, 646, 648, 654, 1366})
    void shouldCarryEveryEvenWidthToTheLastColumn(int width) throws Exception {
        try (Loop loop = new Loop(EncoderKind.X264, width, 98, 20_000)) {
            Canvas screen = loop.screen();
            loop.show(screen.fill(0, 0, width, 98, 0x336699));
            try (VideoFrame picture =
                    loop.through(screen.fill(width - 6, 50, 6, 48, 0xcc9944).picture())) {
                assertTrue(screen.psnr(picture, width - 2, 0, 2, 98) >= 30, "last columns");
                assertTrue(screen.psnr(picture, 0, 96, width, 2) >= 30, "last rows");
            }
        }
    }

    @Test
    void shouldNotWritePastTheMemoryOfSomebodyElse() throws Exception {
        try (Loop loop = new Loop(EncoderKind.X264, 1366, 98, 20_000)) {
            VideoFormat format = loop.screen().format();
            int bytes = 1366 * 98 * 4;
            ByteBuffer memory = NativeMemory.allocate(bytes + 8192);
            ByteBuffer plane = memory.slice(4096, bytes).order(memory.order());
            loop.decoderBench().pool().adopt(format, new ByteBuffer[] {plane}, new int[] {1366 * 4});
            assertTrue(loop.show(loop.screen().fill(0, 0, 1366, 98, 0x336699)) > 30);
            assertTrue(loop.show(loop.screen().fill(1340, 80, 26, 18, 0x996633)) > 30);
            for (int i = 0; i < 4096; i++) {
                assertEquals(0, memory.get(i), "before");
                assertEquals(0, memory.get(memory.capacity() - 1 - i), "behind");
            }
            assertNotEquals(0, plane.getInt(0));
        }
    }

    @Test
    void shouldFollowANewBitrateWithoutAKeyFrame() throws Exception {
        try (Loop loop = new Loop(EncoderKind.X264, 640, 352, 8000)) {
            long fast = bytesOfMotion(loop, 0);
            assertTrue(loop.encoder().retarget(new RateTarget(800, 60)));
            bytesOfMotion(loop, 100);
            long slow = bytesOfMotion(loop, 200);
            assertTrue(loop.encoder().retarget(new RateTarget(8000, 60)));
            bytesOfMotion(loop, 300);
            long again = bytesOfMotion(loop, 400);
            System.out.printf("bytes of 30 pictures: %d at 8000, %d at 800, %d at 8000 kbit/s%n", fast, slow, again);
            assertTrue(slow < fast / 3, slow + " of " + fast);
            assertTrue(again > slow * 2, again + " after " + slow);
        }
    }

    private static long bytesOfMotion(Loop loop, int phase) {
        long bytes = 0;
        for (int i = 0; i < 30; i++) {
            loop.encoderBench().passTime(FRAME_NANOS);
            loop.show(loop.screen().text(0, 0, 640, 352, phase + i));
            bytes += loop.lastBytes();
            assertEquals(phase + i == 0, loop.lastKeyFrame());
        }
        return bytes;
    }

    @Test
    void shouldKeepEachPictureNearTheSizeTheRateAllows() throws Exception {
        try (Loop loop = new Loop(EncoderKind.X264, 1280, 720, 6000)) {
            int frameBytes = 6_000_000 / 8 / 60;
            for (int i = 0; i < 40; i++) {
                loop.encoderBench().passTime(FRAME_NANOS);
                loop.show(loop.screen().text(0, 0, 1280, 720, i));
                assertTrue(loop.lastBytes() < frameBytes * 5, "picture " + i + " took " + loop.lastBytes());
            }
        }
    }
}
