package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.Operator;
import dev.wavry.api.Wavry;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Orders that come over the wire from a client with the right to administer, and from those without it. */
@InFramework
class RemoteOrderTest {
    private static final String NAME = "io.acme.plain";

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Path folder;
    private Path authorized;
    private String clientId;
    private Wavry wavry;
    private Operator operator;
    private HostHandle host;

    @BeforeEach
    void shareTheTestPattern() throws Exception {
        BundleContext context = FrameworkUtil.getBundle(RemoteOrderTest.class).getBundleContext();
        folder = Files.createTempDirectory("wavry-remote");
        authorized = folder.resolve("authorized_clients");
        wavry = context.getService(context.getServiceReference(Wavry.class));
        operator = context.getService(context.getServiceReference(Operator.class));
        clientId = wavry.id(folder.resolve("client.key"), true);
        mayDo("admin");
        host = wavry.host(new HostRequest()
                .authorizedFile(authorized)
                .source("testpattern")
                .size(320, 180));
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
        operator.perform(List.of("remove", NAME), "test", line -> {});
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private void mayDo(String rights) throws IOException {
        Path fresh = folder.resolve("fresh");
        Files.writeString(fresh, clientId + " rights=" + rights + "\n");
        Files.move(fresh, authorized, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private int order(Path file, String... words) throws WavryException {
        said.clear();
        return wavry.order(request(host.id()), List.of(words), file, said::add);
    }

    private ConnectRequest request(String id) {
        return new ConnectRequest(host.address()).hostId(id).keyFile(folder.resolve("client.key"));
    }

    private String last() {
        return said.get(said.size() - 1);
    }

    private List<String> here(String... words) {
        List<String> lines = new ArrayList<>();
        operator.perform(List.of(words), "test", lines::add);
        return lines;
    }

    /** A bundle that does nothing and cannot be packed, so that it takes many messages. */
    private Path bundle() throws Exception {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", NAME);
        main.putValue("Bundle-Version", "1.0.0");
        Path file = folder.resolve("plain.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry("noise"));
            byte[] noise = new byte[3_000_000];
            new Random(1).nextBytes(noise);
            jar.write(noise);
        }
        return file;
    }

    @Test
    void shouldListAndInstallAndWriteDownWhoDid() throws Exception {
        assertEquals(0, order(null, "list", "--json"), said::toString);
        assertEquals(here("list", "--json"), said, "long lines come whole");
        assertEquals(0, order(bundle(), "install", "@", "--json"), said::toString);
        assertTrue(last().contains("\"done\":true"), said::toString);
        assertTrue(said.size() > 1, "progress is told as well");
        assertTrue(here("list").stream().anyMatch(line -> line.contains(NAME)));
        List<String> history = here("history");
        assertTrue(history.get(history.size() - 1).contains("rift:" + clientId), history::toString);
        assertEquals(ErrorKind.USAGE.exitCode(), order(bundle(), "install", "@"), "it is there already");
    }

    @Test
    void shouldDoNothingForAClientWithoutTheRight() throws Exception {
        mayDo("view,control,clipboard,files,audio");
        assertEquals(ErrorKind.NOT_AUTHORIZED.exitCode(), order(null, "list", "--json"), said::toString);
        assertTrue(last().contains("\"kind\":\"NOT_AUTHORIZED\""), said::toString);
        assertEquals(ErrorKind.NOT_AUTHORIZED.exitCode(), order(bundle(), "install", "@"), said::toString);
        assertFalse(here("list").stream().anyMatch(line -> line.contains(NAME)));
        assertFalse(here("history").toString().contains("rift:" + clientId));
        Files.writeString(authorized, "");
        WavryException stranger = assertThrows(WavryException.class, () -> order(null, "list"));
        assertEquals(ErrorKind.NOT_AUTHORIZED, stranger.kind());
    }

    @Test
    void shouldNameNoFileOfTheHostAndLeaveItsTrustAlone() throws Exception {
        String file = bundle().toString();
        for (List<String> words : List.of(
                List.of("install", file),
                List.of("deploy", file),
                List.of("swap", "encoder", "../x.jar"),
                List.of("trust-add", file),
                List.of("trust-remove", "acme"),
                List.of("trust-list"),
                List.of("install", "@"),
                List.of("list", "a\nb"),
                List.<String>of())) {
            assertEquals(ErrorKind.USAGE.exitCode(), order(null, words.toArray(String[]::new)), words::toString);
        }
        assertEquals(ErrorKind.USAGE.exitCode(), order(bundle(), "install"), said::toString);
        assertFalse(here("list").stream().anyMatch(line -> line.contains(NAME)));
    }

    @Test
    void shouldTellAHostFromAnImpostor() {
        WavryException wrong = assertThrows(
                WavryException.class, () -> wavry.order(request(clientId), List.of("list"), null, said::add));
        assertEquals(ErrorKind.WRONG_HOST_KEY, wrong.kind());
        assertEquals(List.of(), said);
    }

    @Test
    void shouldEndWhenTheRightIsLost() throws Exception {
        assertEquals(0, order(bundle(), "install", "@"), said::toString);
        CompletableFuture<Integer> watching = new CompletableFuture<>();
        Thread far = new Thread(() -> {
            try {
                watching.complete(order(null, "pin", NAME));
            } catch (WavryException e) {
                watching.completeExceptionally(e);
            }
        });
        CompletableFuture<Integer> holding = new CompletableFuture<>();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Thread holder = new Thread(() -> holding.complete(operator.perform(List.of("remove", NAME), "test", line -> {
            held.countDown();
            try {
                letGo.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        })));
        holder.start();
        assertTrue(held.await(20, TimeUnit.SECONDS));
        far.start();
        // The order has come when its thread is there; it waits for the one that holds the door.
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("wavry-remote-orders"))) {
            LockSupport.parkNanos(1_000_000);
        }
        mayDo("view");
        long lost = System.nanoTime();
        ExecutionException ended = assertThrows(ExecutionException.class, () -> watching.get(20, TimeUnit.SECONDS));
        System.out.println("ended " + (System.nanoTime() - lost) / 1_000_000 + " ms after the right was lost");
        assertEquals(ErrorKind.REVOKED, ((WavryException) ended.getCause()).kind());
        letGo.countDown();
        assertEquals(0, holding.get(20, TimeUnit.SECONDS));
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("wavry-remote-orders"))) {
            LockSupport.parkNanos(1_000_000);
        }
        List<String> history = here("history");
        assertTrue(history.get(history.size() - 1).contains("remove"), "it was not begun: " + history);
    }
}
