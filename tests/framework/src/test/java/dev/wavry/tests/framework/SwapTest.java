package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles are stopped, started, updated and refreshed under a session that shows a moving picture. */
@InFramework
class SwapTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private BundleContext context;
    private Path folder;
    private HostHandle host;
    private ClientHandle client;

    @BeforeEach
    void shareTheTestPattern() throws Exception {
        context = FrameworkUtil.getBundle(SwapTest.class).getBundleContext();
        folder = Files.createTempDirectory("wavry-swap");
        Wavry wavry = wavry();
        Path keys = folder.resolve("client.key");
        String clientId = wavry.id(keys, true);
        host = wavry.host(
                new HostRequest().authorize(clientId).source("testpattern").size(640, 360));
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
        Files.deleteIfExists(folder.resolve("client.key"));
        Files.delete(folder);
    }

    private Wavry wavry() {
        ServiceReference<Wavry> reference = context.getServiceReference(Wavry.class);
        assertNotNull(reference, "the product's service is not there");
        return context.getService(reference);
    }

    @Test
    void shouldGoOnWhenTheBundleOfEncoderAndDecoderIsUpdated() throws Exception {
        Bundle codec = bundle("dev.wavry.codec.ffmpeg");
        for (int i = 0; i < 3; i++) {
            long before = presented();
            codec.update();
            refresh(codec);
            await("update " + i + ": the picture goes on", () -> running() && presented() > before + 30);
        }
    }

    @Test
    void shouldReturnToTheBestCodecWhenTheOperatorGivesTheChoiceBack() throws Exception {
        HandOver wish = host.prefer(Role.ENCODER, "vp8").get(10, TimeUnit.SECONDS);
        assertTrue(wish.done(), wish.text());
        HandOver back = host.prefer(Role.ENCODER, "auto").get(10, TimeUnit.SECONDS);
        assertTrue(back.done(), back.text());
        await("the best codec again", () -> host.plan().contains("h264"));
        assertEquals(SessionState.RUNNING, client.state());
    }

    @Test
    void shouldGoOnWithTheNextCodecWhenTheBestOneLeavesAndReturnToIt() throws Exception {
        Bundle codec = bundle("dev.wavry.codec.ffmpeg");
        try {
            codec.stop();
            long before = presented();
            await("another codec", () -> host.plan().contains("tiles") && presented() > before + 30);
        } finally {
            codec.start();
        }
        await("the best codec again", () -> host.plan().contains("h264"));
        assertEquals(SessionState.RUNNING, client.state());
    }

    @Test
    void shouldPauseWithTheReasonWhenAllCodecsLeaveAndGoOnWhenOneReturns() throws Exception {
        Bundle codec = bundle("dev.wavry.codec.ffmpeg");
        Bundle tiles = bundle("dev.wavry.codec.tiles");
        try {
            tiles.stop();
            codec.stop();
            await("a pause at the client", () -> client.state() == SessionState.PAUSED);
            // Encoder and decoder are one bundle and both ends are here, so either may be missed first.
            assertTrue(
                    Set.of(SessionReason.NO_ENCODER, SessionReason.NO_DECODER).contains(client.reason()),
                    client.detail());
        } finally {
            codec.start();
            tiles.start();
        }
        long before = presented();
        await("the picture goes on", () -> running() && presented() > before + 30);
    }

    @Test
    void shouldPauseWhenTheCaptureLeavesAndGoOnWhenItReturns() throws Exception {
        Bundle capture = bundle("dev.wavry.capture.testpattern");
        capture.stop();
        await("a pause at the client", () -> client.state() == SessionState.PAUSED);
        assertEquals(SessionReason.NO_CAPTURE, client.reason(), client.detail());
        long before = presented();
        capture.start();
        await("the picture goes on", () -> running() && presented() > before + 30);
    }

    @Test
    void shouldHandOverTheEncoderManyTimesAndStayRunning() throws Exception {
        for (int i = 0; i < 20; i++) {
            long before = presented();
            String codec = i % 2 == 0 ? "vp8" : "h264";
            HandOver done = host.prefer(Role.ENCODER, codec).get(10, TimeUnit.SECONDS);
            assertTrue(done.done(), done.text());
            await(codec + " shows pictures", () -> presented() > before + 3);
            assertEquals(SessionState.RUNNING, client.state());
        }
    }

    private void refresh(Bundle bundle) {
        context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle));
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private boolean running() {
        return client.state() == SessionState.RUNNING;
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
                            + "), the host's plan is " + host.plan());
            LockSupport.parkNanos(2_000_000);
        }
    }
}
