package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Operator;
import dev.wavry.api.Role;
import dev.wavry.api.SessionState;
import dev.wavry.api.Wavry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** What carries a session is exchanged under it; the session, its keys and its picture go on. */
@InFramework
class CarrierTest {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String UDP = "dev.wavry.transport.udp";
    private static final String TLS = "dev.wavry.transport.tls";
    private static final String LOOPBACK = "dev.wavry.transport.loopback";

    private BundleContext context;
    private Path folder;
    private HostHandle host;
    private ClientHandle client;
    private Operator operator;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void shareTheTestPattern() throws Exception {
        context = FrameworkUtil.getBundle(CarrierTest.class).getBundleContext();
        folder = Files.createTempDirectory("wavry-carrier");
        operator = context.getService(context.getServiceReference(Operator.class));
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
        await("a moving picture", () -> presented() > 60);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        client.ended().get(10, TimeUnit.SECONDS);
        host.close();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private int order(String... words) {
        said.clear();
        return operator.perform(List.of(words), "test", said::add);
    }

    private void swap(String bundle) {
        assertEquals(0, order("swap", "transport", bundle, "--watch=0", "--json"), said::toString);
        assertTrue(said.get(said.size() - 1).contains("\"sessionsLost\":0"), said::toString);
        goesOn();
    }

    private void goesOn() {
        long before = presented();
        await("a picture that goes on", () -> running() && presented() > before + 30);
        assertEquals(1, host.sessions().size(), "the same session");
    }

    private void bothAreCarriedBy(String bundle) {
        assertTrue(host.live().get(Role.TRANSPORT).startsWith(bundle + " "), () -> "" + host.live());
        assertTrue(client.live().get(Role.TRANSPORT).startsWith(bundle + " "), () -> "" + client.live());
    }

    @Test
    void shouldCrossToAnotherKindOfCarrierAndBack() {
        long number = host.sessions().get(0).number();
        for (int i = 0; i < 5; i++) {
            swap(LOOPBACK);
            bothAreCarriedBy(LOOPBACK);
            swap(TLS);
            bothAreCarriedBy(TLS);
            swap(UDP);
            bothAreCarriedBy(UDP);
        }
        assertEquals(number, host.sessions().get(0).number());
        assertEquals(0, order("swap", "transport", "auto", "--watch=0"), said::toString);
        bothAreCarriedBy(UDP);
    }

    @Test
    void shouldUpdateTheCarrierAtTheSameAddress() throws Exception {
        int port = host.address().getPort();
        assertEquals(0, order("update", newer("7.0.0"), "--watch=0", "--json"), said::toString);
        assertTrue(said.get(said.size() - 1).contains("\"sessionsLost\":0"), said::toString);
        goesOn();
        assertEquals(UDP + " 7.0.0", host.live().get(Role.TRANSPORT));
        assertEquals(UDP + " 7.0.0", client.live().get(Role.TRANSPORT));
        assertEquals(port, host.address().getPort(), "the address that everybody knows");
        assertEquals(0, order("rollback"), said::toString);
        goesOn();
        bothAreCarriedBy(UDP);
        assertEquals(port, host.address().getPort());
    }

    @Test
    void shouldGoOnWhenTheOnlyBundleThatCarriesIsStoppedAndStarted() throws Exception {
        bundle(TLS).stop();
        try {
            bundle(UDP).stop();
            bundle(UDP).start();
            goesOn();
            bothAreCarriedBy(UDP);
        } finally {
            bundle(TLS).start();
        }
    }

    @Test
    void shouldGoOnByAnotherCarrierWhenTheBundleOfTheOneIsStopped() throws Exception {
        bundle(UDP).stop();
        try {
            goesOn();
            bothAreCarriedBy(TLS);
        } finally {
            bundle(UDP).start();
        }
        await(
                "the one that was asked for",
                () -> host.live().get(Role.TRANSPORT).startsWith(UDP));
        goesOn();
    }

    private Bundle bundle(String name) {
        return Stream.of(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** The product's own bundle with another version. */
    private String newer(String version) throws IOException {
        Bundle udp = bundle(UDP);
        URL shipped =
                URI.create(udp.getLocation().replaceFirst("^reference:", "")).toURL();
        Path file = folder.resolve("udp-" + version + ".jar");
        try (JarInputStream in = new JarInputStream(shipped.openStream(), false)) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (OutputStream out = Files.newOutputStream(file);
                    JarOutputStream jar = new JarOutputStream(out, manifest)) {
                copy(in, jar);
            }
        }
        return file.toString();
    }

    private static void copy(JarInputStream in, JarOutputStream jar) throws IOException {
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
            if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                jar.putNextEntry(new JarEntry(entry.getName()));
                ((InputStream) in).transferTo(jar);
            }
        }
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
                            + "), the host has " + host.live() + " " + host.trouble());
            LockSupport.parkNanos(2_000_000);
        }
    }
}
