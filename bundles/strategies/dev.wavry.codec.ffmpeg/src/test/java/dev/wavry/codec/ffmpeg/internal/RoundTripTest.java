package dev.wavry.codec.ffmpeg.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.tck.Canvas;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
    private static final int REFRESHES = 4;

    @ParameterizedTest
    @EnumSource(
            value = EncoderKind.class,
            names = {"X264", "SVT_AV1"})
    void shouldSettleAboveFortyDecibelsWithinFourRefreshes(EncoderKind kind) throws Exception {
        try (Loop loop = new Loop(kind, 640, 352, 8000)) {
            Canvas screen = loop.screen();
            screen.text(0, 0, 640, 176, 1).photo(0, 176, 640, 176, 1);
            double psnr = 0;
            for (int i = 0; i <= REFRESHES; i++) {
                psnr = loop.show(screen.touch());
                System.out.printf("%s picture %d: %.1f dB, %d bytes%n", kind, i, psnr, loop.lastBytes());
            }
            assertTrue(psnr >= 40, kind + " settled at " + psnr + " dB");
        }
    }
}
