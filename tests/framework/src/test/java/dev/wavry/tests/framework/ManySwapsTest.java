package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.HandOver;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.api.Wavry;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** One session through many swaps: nothing stays lent, no class loader stays, and memory does not grow. */
@InFramework
class ManySwapsTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int LONG_SWAPS = 1_000;
    private static final int SHORT_SWAPS = 20;
    private static final int SETTLED = 100;
    private static final double MOST_GROWTH = 1.05;
    /** Each this many swaps, the bundle of a codec is updated, which makes a new class loader. */
    private static final int UPDATE_EVERY = 10;

    private BundleContext context;
    private Path folder;
    private HostHandle host;
    private ClientHandle client;
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

    @BeforeEach
    void shareTheTestPattern() throws Exception {
        context = FrameworkUtil.getBundle(ManySwapsTest.class).getBundleContext();
        folder = Files.createTempDirectory("wavry-many");
        Wavry wavry = context.getService(context.getServiceReference(Wavry.class));
        Path keys = folder.resolve("client.key");
        host = wavry.host(new HostRequest()
                .authorize(wavry.id(keys, true))
                .source("testpattern")
                .size(640, 360));
        client = wavry.connect(new ConnectRequest(host.address())
                .hostId(host.id())
                .keyFile(keys)
                .renderer("headless"));
        await("a moving picture", () -> presented() > 30);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        client.ended().get(10, TimeUnit.SECONDS);
        host.close();
        Files.deleteIfExists(folder.resolve("client.key"));
        Files.delete(folder);
    }

    @Test
    void shouldLeaveNothingBehindAfterAFewSwaps() throws Exception {
        swap(0, SHORT_SWAPS);
        leasesComeBack();
    }

    @Test
    @Tag("long")
    void shouldLeaveNothingBehindAfterAThousandSwaps() throws Exception {
        swap(0, SETTLED);
        long settled = residentKilobytes();
        swap(SETTLED, LONG_SWAPS);
        long last = residentKilobytes();
        System.out.println(
                "resident after " + SETTLED + " swaps: " + settled + " KB, after " + LONG_SWAPS + ": " + last + " KB");
        leasesComeBack();
        classLoadersGo();
        assertTrue(last <= MOST_GROWTH * settled, "resident memory grew from " + settled + " to " + last + " KB");
    }

    private void swap(int from, int to) throws Exception {
        String[] encoders = {"vp8", "raw", "h264"};
        for (int i = from; i < to; i++) {
            long before = presented();
            HandOver done =
                    switch (i % 5) {
                        case 3 -> client.prefer(Role.DECODER, "auto").get(20, TimeUnit.SECONDS);
                        case 4 -> host.prefer(Role.CAPTURE, "testpattern").get(20, TimeUnit.SECONDS);
                        default -> host.prefer(Role.ENCODER, encoders[i % 5]).get(20, TimeUnit.SECONDS);
                    };
            int number = i;
            assertTrue(done.done(), () -> "swap " + number + ": " + done.text());
            await("pictures after swap " + i, () -> presented() > before + 3);
            assertEquals(SessionState.RUNNING, client.state());
            if (i % UPDATE_EVERY == UPDATE_EVERY - 1) {
                update(bundle("dev.wavry.codec.raw"));
            }
        }
    }

    private void update(Bundle codec) throws Exception {
        loaders.add(new WeakReference<>(codec.adapt(BundleWiring.class).getClassLoader()));
        codec.update();
        // The framework refreshes in its own time, and a swap that meets it is rightly given up.
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(codec), event -> refreshed.countDown());
        assertTrue(refreshed.await(20, TimeUnit.SECONDS), "the framework refreshes the updated bundle");
        await("the updated bundle", () -> codec.getState() == Bundle.ACTIVE);
    }

    private void leasesComeBack() {
        await(
                "the host's leases",
                () -> host.sessions().get(0).report().counters().get("leasesOfClosedParts") == 0);
        await("the client's leases", () -> client.report().counters().get("leasesOfClosedParts") == 0);
    }

    private void classLoadersGo() {
        await("the class loaders of old bundles", () -> {
            System.gc();
            loaders.removeIf(loader -> loader.get() == null);
            return loaders.isEmpty();
        });
    }

    private static long residentKilobytes() throws IOException {
        // What the collector would free is nobody's leak.
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private long presented() {
        return client.report().counters().get("framesPresented");
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> "waited 60 s for " + what + "; the client is " + client.state() + " (" + client.detail()
                            + "), the host's plan is " + host.plan());
            LockSupport.parkNanos(2_000_000);
        }
    }
}
