package dev.wavry.benchmarks;

import dev.wavry.lab.Clock;
import dev.wavry.lab.FrameCode;
import dev.wavry.lab.MovingWindow;
import dev.wavry.lab.Pictures;
import dev.wavry.lab.Screen;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Paints patches on one display and watches for them, and for the pictures of a moving window, on the other. One thread. */
final class Patches {
    /** Largest difference of a channel at which a colour counts as seen: video codecs are not exact. */
    static final int TOLERANCE = 32;

    private static final int SIDE = 200;
    /** A patch that arrives in parts counts when its last part is there. */
    private static final int LOOK_INSIDE = SIDE - 12;

    private static final int CLEARLY_OTHER = 100;
    private static final long NAP_NANOS = 60_000;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int HALF_RING = 1 << 15;

    private final Screen host;
    private final Screen client;
    private final @Nullable MovingWindow window;
    private final Random random;
    private final IntUnaryOperator row;
    private final Samples patches = new Samples();
    private final Samples pictures = new Samples();
    private int lost;
    private int lastCode = -1;
    private long watchedSinceNanos = System.nanoTime();

    Patches(Screen host, Screen client, @Nullable MovingWindow window, Random random) {
        this.host = host;
        this.client = client;
        this.window = window;
        this.random = random;
        this.row = client::seen;
        Clock.sharpNaps();
    }

    /** Forgets what was measured, as after warming up. */
    void reset() {
        patches.clear();
        pictures.clear();
        lost = 0;
        watchedSinceNanos = System.nanoTime();
    }

    /** Waits 150 to 400 ms, paints a patch somewhere and watches until it is seen. */
    void one() {
        watch(TimeUnit.MILLISECONDS.toNanos(150 + random.nextInt(251)));
        int x = 0;
        int y = 0;
        do {
            x = random.nextInt(host.width() - SIDE);
            y = random.nextInt(host.height() - SIDE);
        } while (window != null && window.touches(x, y, SIDE, SIDE));
        int lookX = x + LOOK_INSIDE;
        int lookY = y + LOOK_INSIDE;
        int colour = otherThan(client.pixel(lookX, lookY));
        host.fill(colour, x, y, SIDE, SIDE);
        long painted = System.nanoTime();
        while (true) {
            int seen = client.pixel(lookX, lookY);
            long now = System.nanoTime();
            if (Pictures.distance(seen, colour) <= TOLERANCE) {
                patches.add(now - painted);
                return;
            }
            if (now - painted > GIVE_UP_NANOS) {
                lost++;
                return;
            }
            lookAtWindow();
            LockSupport.parkNanos(NAP_NANOS);
        }
    }

    private int otherThan(int present) {
        int colour = present;
        while (Pictures.distance(colour, present) < CLEARLY_OTHER) {
            colour = random.nextInt(1 << 24);
        }
        return colour;
    }

    private void watch(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            lookAtWindow();
            LockSupport.parkNanos(window == null ? left : Math.min(left, NAP_NANOS));
        }
    }

    private void lookAtWindow() {
        if (window == null) {
            return;
        }
        client.lookAtRow(window.codeX(), window.codeY(), FrameCode.WIDTH);
        long now = System.nanoTime();
        int code = FrameCode.read(row);
        boolean newer = code >= 0 && code != lastCode && (lastCode < 0 || (code - lastCode & 0xffff) < HALF_RING);
        if (newer) {
            lastCode = code;
            pictures.add(now - window.paintedNanos(code));
        }
    }

    /** Times of the patches that were seen. */
    Samples patches() {
        return patches;
    }

    /** Times of the window's pictures that were seen. */
    Samples pictures() {
        return pictures;
    }

    /** Patches not seen within 3 s. */
    int lost() {
        return lost;
    }

    /** Pictures of the window seen per second. */
    double picturesPerSecond() {
        return pictures.count() / ((System.nanoTime() - watchedSinceNanos) / 1e9);
    }
}
