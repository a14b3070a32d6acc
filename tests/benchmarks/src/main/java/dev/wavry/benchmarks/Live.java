package dev.wavry.benchmarks;

import dev.wavry.lab.Pictures;
import dev.wavry.lab.Screen;
import dev.wavry.lab.Waiting;
import java.time.Duration;

/** Waits until a picture is live: what is painted here is seen there, at the same place. */
final class Live {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int[] COLOURS = {0xd02020, 0x20c040, 0x3050e0, 0xe0c020};
    private static final int SIDE = 64;

    private Live() {}

    static void await(Screen host, Screen client, String name) {
        for (int i = 0; i < COLOURS.length; i++) {
            int colour = COLOURS[i];
            int x = i % 2 == 0 ? 0 : host.width() - SIDE;
            int y = i < 2 ? 0 : host.height() - SIDE;
            host.fill(colour, x, y, SIDE, SIDE);
            Waiting.until(
                    "the corner at " + x + "," + y + " to appear on the display of the viewer of " + name,
                    PATIENCE,
                    () -> Pictures.distance(client.pixel(x + SIDE / 2, y + SIDE / 2), colour) <= Patches.TOLERANCE);
        }
    }
}
