package dev.wavry.operate.repo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wavry.api.ErrorKind;
import dev.wavry.operate.trust.Keys;
import dev.wavry.operate.trust.RefusedException;
import dev.wavry.operate.trust.TrustStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Indexes are taken from those who are trusted only, whole, unchanged and never older than before. */
@Timeout(120)
class RepositoriesTest {
    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    static Path keyFolder;

    private static Keys acme;
    private static Keys stranger;
    private static Keys server;

    @TempDir
    Path folder;

    private Path shelf;
    private TrustStore trust;
    private Repositories repositories;

    @BeforeAll
    static void makeKeys() throws Exception {
        acme = Keys.make(keyFolder, "acme", "-validity", "36500");
        stranger = Keys.make(keyFolder, "stranger", "-validity", "36500");
        server = Keys.make(keyFolder, "server", "-validity", "36500", "-ext", "SAN=ip:127.0.0.1");
    }

    @BeforeEach
    void makeARepository() throws Exception {
        shelf = Files.createDirectory(folder.resolve("shelf"));
        new Shelf(shelf).put("io.acme.codec", "1.0.0").put("io.acme.codec", "1.1.0");
        trust = new TrustStore(folder.resolve("trust"));
        trust.add(acme.certificate(), "acme");
        repositories = repositories(Duration.ofSeconds(20));
        index(acme, 0);
    }

    @AfterEach
    void stop() {
        if (https != null) {
            https.stop(0);
        }
        release.countDown();
    }

    private Repositories repositories(Duration longest) throws Exception {
        return new Repositories(
                folder.resolve("repositories"), new Fetcher(trusting(), longest), trust, Clock.systemUTC());
    }

    private Index index(Keys keys, long seconds) throws Exception {
        Clock clock = Clock.fixed(BEGIN.plusSeconds(seconds), ZoneOffset.UTC);
        return new Indexer(RepositoriesTest.class.getClassLoader(), clock)
                .make(shelf, keys.file(), keys.name(), "changeit".toCharArray());
    }

    private String refused(ErrorKind kind, String name, String where) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> repositories.add(name, where));
        assertEquals(kind, refusal.kind(), refusal::getMessage);
        return refusal.getMessage();
    }

    private static Entry newest(Repositories.Known known) {
        return known.index().entries().get(1);
    }

    @Test
    void shouldTakeAnIndexOfATrustedSignerAndTheBundlesItNames() throws Exception {
        Repositories.Known known = repositories.add("acme", shelf.toString());
        assertEquals("acme", known.signer().name());
        assertEquals(
                "[io.acme.codec 1.0.0, io.acme.codec 1.1.0]",
                known.index().entries().toString());
        assertEquals(Map.of("acme", shelf.toString()), repositories.all());
        assertEquals(
                known.index().increment(),
                repositories.known("acme").orElseThrow().index().increment());
        assertEquals(newest(known).size(), repositories.bundle(known, newest(known)).length);
        repositories.remove("acme");
        assertEquals(Map.of(), repositories.all());
        assertEquals(
                ErrorKind.NO_SUCH_PART,
                assertThrows(RefusedException.class, () -> repositories.remove("acme"))
                        .kind());
    }

    @Test
    void shouldRefuseAnIndexThatWasChanged() throws Exception {
        Path file = shelf.resolve("index.xml");
        Files.writeString(file, Files.readString(file).replace("1.1.0", "1.1.1"));
        assertTrue(refused(ErrorKind.NOT_TRUSTED, "acme", shelf.toString()).contains("changed after it was signed"));
        assertEquals(Map.of(), repositories.all());
    }

    @Test
    void shouldRefuseAnIndexWithoutASignatureOrWithSomethingElseInItsPlace() throws Exception {
        Path file = shelf.resolve("index.xml.sig");
        String good = Files.readString(file);
        Files.delete(file);
        refused(ErrorKind.NOT_REACHABLE, "acme", shelf.toString());
        for (String bad : new String[] {
            "",
            "signed",
            good + "\n",
            good.replace("key", "Key"),
            good.replaceAll("signature .*", "signature AAAA"),
            good.replaceAll("signature ....", "signature AAAA"),
            good.substring(0, good.length() - 1),
            "x".repeat(4096)
        }) {
            Files.writeString(file, bad);
            refused(ErrorKind.NOT_TRUSTED, "acme", shelf.toString());
        }
        Files.writeString(file, "x".repeat(5_000));
        refused(ErrorKind.NOT_REACHABLE, "acme", shelf.toString());
        Files.writeString(file, good);
        repositories.add("acme", shelf.toString());
    }

    @Test
    void shouldRefuseASignerNobodyAddedAndOneWhoIsTrustedNoLonger() throws Exception {
        index(stranger, 1);
        assertTrue(refused(ErrorKind.NOT_TRUSTED, "acme", shelf.toString()).contains("which nobody added"));
        String ofStranger = Files.readString(shelf.resolve("index.xml.sig"));
        index(acme, 2);
        String good = Files.readString(shelf.resolve("index.xml.sig"));
        // The fingerprint of one and the signature of another.
        Files.writeString(
                shelf.resolve("index.xml.sig"),
                good.replaceAll(
                        "signature .*",
                        ofStranger.substring(ofStranger.indexOf("signature")).strip()));
        refused(ErrorKind.NOT_TRUSTED, "acme", shelf.toString());
        Files.writeString(shelf.resolve("index.xml.sig"), good);
        repositories.add("acme", shelf.toString());
        trust.remove("acme");
        assertTrue(repositories.known("acme").isEmpty(), "an index of somebody who is trusted no longer");
        assertEquals(
                ErrorKind.NOT_TRUSTED,
                assertThrows(RefusedException.class, () -> repositories.refresh("acme"))
                        .kind());
    }

    @Test
    void shouldNeverTakeAnOlderIndexAfterANewerOne() throws Exception {
        byte[] old = Files.readAllBytes(shelf.resolve("index.xml"));
        byte[] oldSignature = Files.readAllBytes(shelf.resolve("index.xml.sig"));
        repositories.add("acme", shelf.toString());
        repositories.refresh("acme");
        new Shelf(shelf).put("io.acme.codec", "2.0.0");
        index(acme, 10);
        assertEquals(3, repositories.refresh("acme").index().entries().size());
        Files.write(shelf.resolve("index.xml"), old);
        Files.write(shelf.resolve("index.xml.sig"), oldSignature);
        RefusedException older = assertThrows(RefusedException.class, () -> repositories.refresh("acme"));
        assertEquals(ErrorKind.NOT_TRUSTED, older.kind());
        assertTrue(older.getMessage().contains("older"), older::getMessage);
        assertEquals(
                3, repositories.known("acme").orElseThrow().index().entries().size());
    }

    @Test
    void shouldRefuseABundleThatIsNotWhatTheIndexSays() throws Exception {
        Repositories.Known known = repositories.add("acme", shelf.toString());
        Path file = shelf.resolve("io.acme.codec-1.1.0.jar");
        byte[] good = Files.readAllBytes(file);
        byte[] changed = good.clone();
        changed[changed.length / 2] ^= 1;
        byte[] larger = java.util.Arrays.copyOf(good, good.length + 1);
        for (byte[] bad : new byte[][] {changed, larger, {}, java.util.Arrays.copyOf(good, good.length - 1)}) {
            Files.write(file, bad);
            RefusedException refusal =
                    assertThrows(RefusedException.class, () -> repositories.bundle(known, newest(known)));
            assertTrue(
                    refusal.kind() == ErrorKind.NOT_TRUSTED || refusal.kind() == ErrorKind.NOT_REACHABLE,
                    refusal::getMessage);
        }
        Files.delete(file);
        Files.createSymbolicLink(file, Files.write(folder.resolve("elsewhere.jar"), good));
        assertThrows(RefusedException.class, () -> repositories.bundle(known, newest(known)), "a link leads out");
    }

    @Test
    void shouldTakeFoldersAndHttpsOnly() {
        for (String where : new String[] {
            "http://acme.example/",
            "ftp://acme.example/",
            "file:///tmp",
            "https://user:word@acme.example/",
            "https://acme.example/?a=b",
            "https://acme.example/#a",
            "https:///x",
            "https://a b/",
            "relative/folder",
            "https://acme.example/" + "x".repeat(2_000)
        }) {
            refused(ErrorKind.USAGE, "acme", where);
        }
        refused(ErrorKind.USAGE, "no name", shelf.toString());
        refused(ErrorKind.USAGE, "../x", shelf.toString());
        refused(ErrorKind.NOT_REACHABLE, "acme", folder.resolve("none").toString());
    }

    // Over HTTPS.

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpsServer https;

    private static KeyStore store(Keys keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys.file())) {
            store.load(in, Keys.WORD.toCharArray());
        }
        return store;
    }

    private static SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store(server).getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private String serve() throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store(server), Keys.WORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        https.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "repository");
            thread.setDaemon(true);
            return thread;
        }));
        https.createContext("/wavry/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring("/wavry/".length());
            int status = answers.getOrDefault(name, 200);
            exchange.getResponseHeaders().set("Location", "https://127.0.0.1/elsewhere");
            byte[] bytes = Files.readAllBytes(shelf.resolve(name));
            exchange.sendResponseHeaders(Math.abs(status), 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes, 0, 10);
                out.flush();
                if (status < 0) {
                    hold();
                }
                out.write(bytes, 10, bytes.length - 10);
            }
        });
        https.start();
        return "https://127.0.0.1:" + https.getAddress().getPort() + "/wavry";
    }

    private void hold() throws IOException {
        try {
            release.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void shouldReadByHttpsFromServersThatAreBelievedOnly() throws Exception {
        String place = serve();
        Repositories.Known known = repositories.add("acme", place);
        assertEquals(newest(known).size(), repositories.bundle(known, newest(known)).length);
        Repositories careful = new Repositories(
                folder.resolve("others"), new Fetcher(null, Duration.ofSeconds(20)), trust, Clock.systemUTC());
        RefusedException unknown = assertThrows(RefusedException.class, () -> careful.add("acme", place));
        assertEquals(ErrorKind.NOT_REACHABLE, unknown.kind());
    }

    @Test
    void shouldFollowNoServerElsewhereAndTakeNoErrorForAnIndex() throws Exception {
        String place = serve();
        for (int status : new int[] {302, 404, 500, 206}) {
            answers.put("index.xml", status);
            assertTrue(refused(ErrorKind.NOT_REACHABLE, "acme", place).contains(Integer.toString(status)));
        }
    }

    @Test
    void shouldNotWaitForEverForAServerThatSaysNothingMore() throws Exception {
        repositories = repositories(Duration.ofMillis(500));
        String place = serve();
        answers.put("index.xml", -200);
        refused(ErrorKind.NOT_REACHABLE, "acme", place);
    }

    @Test
    void shouldReadNoMoreThanWasAnnounced() throws Exception {
        String place = serve();
        Repositories.Known known = repositories.add("acme", place);
        Files.write(shelf.resolve("io.acme.codec-1.1.0.jar"), new byte[5 << 20]);
        RefusedException larger = assertThrows(RefusedException.class, () -> repositories.bundle(known, newest(known)));
        assertTrue(larger.getMessage().contains("more than " + newest(known).size() + " bytes"), larger::getMessage);
        Files.writeString(shelf.resolve("index.xml.sig"), "x".repeat(1 << 20), StandardCharsets.US_ASCII);
        assertEquals(
                ErrorKind.NOT_REACHABLE,
                assertThrows(RefusedException.class, () -> repositories.refresh("acme"))
                        .kind());
    }
}
