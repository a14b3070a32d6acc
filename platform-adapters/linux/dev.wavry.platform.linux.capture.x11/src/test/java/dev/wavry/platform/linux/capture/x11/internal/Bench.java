package dev.wavry.platform.linux.capture.x11.internal;

import dev.wavry.lib.x11.testing.Painter;
import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureSettings;
import dev.wavry.spi.capture.CaptureTarget;
import java.util.function.BooleanSupplier;

/** A server, a capture of it and what looks at both. */
final class Bench implements AutoCloseable {
    private static final long TURN_NANOS = 20_000_000L;
    private static final long DEADLINE_NANOS = 20_000_000_000L;

    final XServer server;
    final X11CaptureSource source;
    final Consumer consumer = new Consumer();
    final Painter painter;
    final CaptureTarget target;
    final Capture capture;

    Bench(XServer server, int framesPerSecond) throws Exception {
        this.server = server;
        source = new X11CaptureSource(server.display());
        painter = new Painter(server.display());
        target = source.targets().get(0);
        capture = source.open(target, new CaptureSettings(framesPerSecond, 0, 0), consumer);
    }

    static Bench on(int width, int height) throws Exception {
        return new Bench(XServer.xvfb(width, height), 1000);
    }

    /** Lets the capture work as its agent would until something is so. */
    void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            if (capture.doWork() == 0) {
                capture.await(TURN_NANOS);
            }
        }
    }

    /** Lets it work until it has nothing to do. */
    void settle() {
        while (capture.doWork() > 0) {
            // Once more: reading replies may have brought events.
        }
    }

    /** Waits for the first picture and everything that belongs to opening. */
    Bench started() {
        until("the first picture", () -> consumer.pictures > 0 && consumer.pointerX >= 0);
        settle();
        return this;
    }

    @Override
    public void close() {
        capture.close();
        painter.close();
        server.close();
    }
}
