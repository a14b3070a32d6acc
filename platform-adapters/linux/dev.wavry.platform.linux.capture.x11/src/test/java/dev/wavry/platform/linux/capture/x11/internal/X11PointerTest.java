package dev.wavry.platform.linux.capture.x11.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.spi.capture.CursorShape;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class X11PointerTest {
    /** Numbers of shapes in the standard cursor font. */
    private static final int CROSSHAIR = 34;

    private static final int WATCH = 150;

    @Test
    void shouldTellTheShapeAtOnceAndWhenItChanges() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.painter.cursor(CROSSHAIR);
            bench.until("the cross", () -> bench.consumer.shape != null && opaque(bench.consumer.shape) > 0);
            CursorShape cross = Objects.requireNonNull(bench.consumer.shape);
            bench.painter.cursor(WATCH);
            bench.until("the watch", () -> bench.consumer.shape != cross);
            CursorShape watch = Objects.requireNonNull(bench.consumer.shape);
            assertNotEquals(cross.serial(), watch.serial());
            assertNotEquals(opaque(cross), opaque(watch));
            assertTrue(watch.hotspotX() < watch.width() && watch.hotspotY() < watch.height(), watch::toString);
        }
    }

    @Test
    void shouldFollowTheMouseWhileThePictureStandsStill() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            int pictures = bench.consumer.pictures;
            bench.server.run("xdotool", "mousemove_relative", "--", "-40", "30");
            int x = bench.consumer.pointerX;
            bench.until("the move", () -> bench.consumer.pointerX == 120 && bench.consumer.pointerY == 130);
            assertNotEquals(x, bench.consumer.pointerX);
            assertEquals(pictures, bench.consumer.pictures, "the pointer is not in the picture");
        }
    }

    @Test
    void shouldNoticeAPointerThatAProgramMovedWhenThePictureChanges() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.painter.warp(7, 9);
            int[] colour = {1};
            bench.until("the place", () -> {
                bench.painter.fill(colour[0]++, 0, 0, 5, 5);
                return bench.consumer.pointerX == 7 && bench.consumer.pointerY == 9;
            });
        }
    }

    private static int opaque(CursorShape shape) {
        int count = 0;
        for (int i = 0; i < shape.argb().limit(); i++) {
            count += shape.argb().get(i) >>> 24 == 0xff ? 1 : 0;
        }
        return count;
    }
}
