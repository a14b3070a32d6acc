package dev.wavry.operate.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.OperatorHttp;
import dev.wavry.api.WavryException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the API listens, with which token, and by which key. */
@Timeout(60)
class HttpDoorsTest {
    private final HttpDoors doors = new HttpDoors(new Played());

    @TempDir
    Path folder;

    private OperatorHttp.Listening open(String address) throws WavryException {
        return doors.open(new InetSocketAddress(address, 0), folder.resolve("api.token"), Optional.empty(), "");
    }

    private ErrorKind refusal(String address) {
        return assertThrows(WavryException.class, () -> open(address)).kind();
    }

    @Test
    void shouldMakeATokenThatOnlyItsOwnerMayRead() throws Exception {
        open("127.0.0.1").close();
        Path file = folder.resolve("api.token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        String first = Files.readString(file);
        assertTrue(first.strip().matches("[A-Za-z0-9_-]{43}"), "43 letters are 256 bits");
        open("127.0.0.1").close();
        assertEquals(first, Files.readString(file), "a token stays until it is removed");
        Files.delete(file);
        open("::1").close();
        assertNotEquals(first, Files.readString(file));
    }

    @Test
    void shouldRefuseATokenThatOthersMayReadOrThatIsNone() throws Exception {
        open("127.0.0.1").close();
        Path file = folder.resolve("api.token");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals(ErrorKind.KEY_FILE, refusal("127.0.0.1"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String bad : new String[] {"", "secret", "a".repeat(42), "a".repeat(600), "a b".repeat(20)}) {
            Files.writeString(file, bad);
            assertEquals(ErrorKind.KEY_FILE, refusal("127.0.0.1"), bad);
        }
    }

    @Test
    void shouldListenForOtherMachinesOnlyByTls() {
        assertEquals(ErrorKind.USAGE, refusal("0.0.0.0"));
        assertEquals(ErrorKind.USAGE, refusal("192.0.2.1"));
    }

    @Test
    void shouldSayWhenAPortIsTaken() throws Exception {
        try (OperatorHttp.Listening first = open("127.0.0.1")) {
            WavryException taken = assertThrows(
                    WavryException.class,
                    () -> doors.open(first.address(), folder.resolve("api.token"), Optional.empty(), ""));
            assertEquals(ErrorKind.ADDRESS_IN_USE, taken.kind());
        }
    }

    @Test
    void shouldSpeakTlsWithTheKeyThatIsNamed() throws Exception {
        Path key = folder.resolve("api.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "api",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "geheim",
                        "-keystore",
                        key.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals(0, keytool.waitFor());
        InetSocketAddress everywhere = new InetSocketAddress("0.0.0.0", 0);
        Path tokenFile = folder.resolve("api.token");
        assertEquals(
                ErrorKind.KEY_FILE,
                assertThrows(WavryException.class, () -> doors.open(everywhere, tokenFile, Optional.of(key), "wrong"))
                        .kind());
        try (OperatorHttp.Listening api = doors.open(everywhere, tokenFile, Optional.of(key), "geheim")) {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .sslContext(trusting(key))
                    .build()
                    .send(
                            HttpRequest.newBuilder(URI.create(
                                            "https://127.0.0.1:" + api.address().getPort() + "/v1/bundles"))
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + Files.readString(tokenFile)
                                                            .strip())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer::body);
        }
    }

    private static SSLContext trusting(Path key) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(key)) {
            keys.load(in, "geheim".toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("api", keys.getCertificate("api"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
