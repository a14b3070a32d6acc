package dev.wavry.platform.linux.capture.x11.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.wavry.lib.x11.testing.XServer;
import dev.wavry.spi.capture.Capture;
import dev.wavry.spi.capture.CaptureSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class X11CaptureCostTest {
    private static final CaptureSettings WISH = new CaptureSettings(1000, 0, 0);

    @Test
    void shouldAllocateNothingPerPicture() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Bench bench = Bench.on(320, 200).started()) {
            pictures(bench, 3000);
            long before = threads.getCurrentThreadAllocatedBytes();
            pictures(bench, 1000);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            // The thread also paints and the run time notes this and that, but an object of 16 bytes a picture would
            // show.
            assertTrue(bytes < 8000, bytes + " bytes for 1000 pictures");
        }
    }

    /** Paints one rectangle for each picture and waits for it. */
    private static void pictures(Bench bench, int count) {
        for (int i = 0; i < count; i++) {
            int before = bench.consumer.pictures;
            bench.painter.fill(i, i % 200, i % 100, 40, 40);
            while (bench.consumer.pictures == before) {
                if (bench.capture.doWork() == 0) {
                    bench.capture.await(1_000_000_000L);
                }
            }
        }
    }

    @Test
    void shouldLeaveNoSharedMemoryAndNoDescriptorBehind() throws Exception {
        try (XServer server = XServer.xvfb(320, 200)) {
            X11CaptureSource source = new X11CaptureSource(server.display());
            openAndClose(source);
            long mapped = mappedSegments();
            long descriptors = descriptors();
            for (int i = 0; i < 50; i++) {
                openAndClose(source);
            }
            assertEquals(mapped, mappedSegments());
            assertTrue(
                    descriptors() <= descriptors + 2, "descriptors before " + descriptors + ", now " + descriptors());
        }
    }

    private static void openAndClose(X11CaptureSource source) throws Exception {
        Consumer consumer = new Consumer();
        Capture capture = source.open(source.targets().get(0), WISH, consumer);
        capture.doWork();
        assertEquals(1, consumer.pictures);
        assertTrue(capture.drained());
        capture.close();
        capture.close();
        assertNotNull(consumer.screen);
    }

    private static long mappedSegments() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains("/SYSV")).count();
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void shouldLeaveMemoryAloneThatSomebodyStillReads() throws Exception {
        try (Bench bench = Bench.on(320, 200).started()) {
            bench.consumer.hold = true;
            bench.painter.fill(0xabcdef, 0, 0, 320, 200);
            bench.until("the picture", () -> !bench.consumer.held.isEmpty());
            bench.capture.close();
            assertEquals(0xabcdef, Consumer.rgb(bench.consumer.held.get(0), 319, 199));
            bench.consumer.held.get(0).close();
        }
    }
}
