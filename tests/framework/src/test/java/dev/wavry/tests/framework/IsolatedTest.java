package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.HandOver;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Role;
import dev.wavry.api.SessionReason;
import dev.wavry.api.SessionState;
import dev.wavry.api.Wavry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** A real video encoder in a process of its own, which is killed under a session. */
@InFramework
class IsolatedTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private Path folder;
    private HostHandle host;
    private ClientHandle client;

    @BeforeEach
    void shareTheTestPattern() throws Exception {
        BundleContext context = FrameworkUtil.getBundle(IsolatedTest.class).getBundleContext();
        folder = Files.createTempDirectory("wavry-isolated");
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
        assertEquals(SessionReason.CLOSED_HERE, client.ended().get(10, TimeUnit.SECONDS));
        host.close();
        await("the end of all children", () -> children().isEmpty());
        Files.deleteIfExists(folder.resolve("client.key"));
        Files.delete(folder);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive()
                        && child.info().arguments().stream()
                                .flatMap(java.util.Arrays::stream)
                                .anyMatch(word -> word.startsWith("dev.wavry.codec.isolated")))
                .toList();
    }

    @Test
    void shouldGoOnWithTheNextBestWhenTheProcessOfItsEncoderIsKilled() throws Exception {
        for (int i = 0; i < 3; i++) {
            HandOver done = host.prefer(Role.ENCODER, "isolated-libx264").get(30, TimeUnit.SECONDS);
            assertTrue(done.done(), done.text());
            assertTrue(done.text().contains("isolated-libx264"), done.text());
            long before = presented();
            await("pictures of the child", () -> presented() > before + 30);
            List<ProcessHandle> children = children();
            assertEquals(1, children.size());
            assertTrue(children.get(0).destroyForcibly());
            await("the next best", () -> host.plan().startsWith("plan") && !now().contains("isolated"));
            assertTrue(host.trouble().contains("ended"), host.trouble());
            long after = presented();
            await("pictures of the next best", () -> presented() > after + 30);
            assertEquals(SessionState.RUNNING, client.state());
            assertEquals(1, host.sessions().size());
        }
    }

    @Test
    void shouldHandOverFromOneProcessToAnotherAndBack() throws Exception {
        for (String encoder : new String[] {"isolated-libx264", "isolated-libvpx", "isolated-raw", "auto"}) {
            HandOver done = host.prefer(Role.ENCODER, encoder).get(30, TimeUnit.SECONDS);
            assertTrue(done.done(), done.text());
            long before = presented();
            await("pictures of " + encoder, () -> presented() > before + 30);
            await("one process at most", () -> children().size() <= (encoder.equals("auto") ? 0 : 1));
        }
        assertEquals(SessionState.RUNNING, client.state());
    }

    /** The plan without what it says of the one before. */
    private String now() {
        return host.plan().split(" \\(was ", 2)[0];
    }

    private long presented() {
        return client.report().counters().get("framesPresented");
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(
                    System.nanoTime() < end,
                    () -> "waited 30 s for " + what + "; the client is " + client.state() + " (" + client.detail()
                            + "), the host's plan is " + host.plan() + ", its trouble " + host.trouble());
            LockSupport.parkNanos(2_000_000);
        }
    }
}
