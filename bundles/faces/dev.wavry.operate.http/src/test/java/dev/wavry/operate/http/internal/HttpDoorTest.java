package dev.wavry.operate.http.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.OperatorHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gets through to the door, and everything that does not. */
@Timeout(60)
class HttpDoorTest {
    private final Played door = new Played();
    private OperatorHttp.Listening api;
    private String token;

    @TempDir
    Path folder;

    @BeforeEach
    void listen() throws Exception {
        Path file = folder.resolve("api.token");
        api = new HttpDoors(door)
                .open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), file, Optional.empty(), "");
        token = Files.readString(file).strip();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Raw bare(String line) {
        return Raw.of(line).header("Host: 127.0.0.1:" + api.address().getPort());
    }

    private Raw asked(String line) {
        return bare(line).header("Authorization: Bearer " + token);
    }

    private String answer(Raw raw) throws IOException {
        return raw.to(api.address());
    }

    private void assertRefused(int status, String why, Raw raw) throws IOException {
        String answer = answer(raw);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains(why), answer);
        assertTrue(answer.contains("\"done\":false"), answer);
        assertEquals(List.of(), door.orders, "an order got through");
        assertFalse(answer.contains("Access-Control"), answer);
        assertFalse(answer.contains(token), "the token is in the answer");
    }

    @Test
    void shouldAnswerWhatTheDoorSays() throws Exception {
        String answer = answer(asked("GET /v1/bundles"));
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.endsWith("\r\n\r\n{\"event\":\"result\",\"done\":true}\n"), answer);
        assertTrue(answer.toLowerCase().contains("cache-control: no-store"), answer);
        assertEquals(List.of(List.of("list", "--json")), door.orders);
        assertEquals(List.of("http:127.0.0.1"), door.who);
    }

    @Test
    void shouldSayEachWordOfAnOrder() throws Exception {
        answer(asked("POST /v1/swap?role=encoder&name=dev.wavry.codec.raw&watch=3&dryRun=true&downgrade=true"));
        answer(asked("POST /v1/rollback"));
        answer(asked("POST /v1/pin?name=dev.wavry.codec.raw&dryRun=false"));
        answer(asked("GET /v1/bundle?name=dev.wavry.codec.raw"));
        answer(asked("POST /v1/install?name=io.acme.codec@1.2.0"));
        assertEquals(
                List.of(
                        List.of(
                                "swap",
                                "encoder",
                                "dev.wavry.codec.raw",
                                "--dry-run",
                                "--downgrade",
                                "--watch=3",
                                "--json"),
                        List.of("rollback", "--json"),
                        List.of("pin", "dev.wavry.codec.raw", "--json"),
                        List.of("info", "dev.wavry.codec.raw", "--json"),
                        List.of("install", "io.acme.codec@1.2.0", "--json")),
                door.orders);
    }

    @Test
    void shouldHandABundleOverInAFileOfItsOwnThatIsGoneAfterwards() throws Exception {
        byte[] bundle = new byte[300_000];
        bundle[7] = 42;
        answer(asked("POST /v1/update?watch=0")
                .header("Content-Type: application/java-archive")
                .body(bundle));
        assertArrayEquals(bundle, door.file);
        assertEquals("rw-------", door.permissions);
        assertFalse(Files.exists(Path.of(door.orders.get(0).get(1))), "the file is left behind");
    }

    @Test
    void shouldTellProgressAsItComes() throws Exception {
        door.says.set(0, "{\"event\":\"progress\",\"text\":\"installing\"}");
        door.says.add("{\"event\":\"result\",\"done\":false}");
        door.code = ErrorKind.ROLLED_BACK.exitCode();
        door.goOn = new CountDownLatch(1);
        try (Socket socket = asked("POST /v1/rollback").open(api.address())) {
            socket.setSoTimeout(20_000);
            StringBuilder head = new StringBuilder();
            while (head.indexOf("installing") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            assertTrue(head.toString().startsWith("HTTP/1.1 200 "), head.toString());
            assertTrue(head.toString().contains("application/x-ndjson"), head.toString());
            door.goOn.countDown();
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(rest.contains("{\"event\":\"result\",\"done\":false}\n"), rest);
        }
    }

    @Test
    void shouldCarryAnOrderOutAlthoughNobodyListensAnyMore() throws Exception {
        door.says.set(0, "{\"event\":\"progress\",\"text\":\"installing\"}");
        for (int i = 0; i < 100; i++) {
            door.says.add("{\"event\":\"progress\",\"text\":\"" + "x".repeat(10_000) + "\"}");
        }
        door.goOn = new CountDownLatch(1);
        Socket socket = asked("POST /v1/rollback").open(api.address());
        assertTrue(door.busy.await(20, TimeUnit.SECONDS));
        socket.setSoLinger(true, 0);
        socket.close();
        door.goOn.countDown();
        assertTrue(door.over.await(20, TimeUnit.SECONDS), "the order was cut short");
    }

    @ParameterizedTest
    @CsvSource({
        "USAGE,400",
        "NO_SUCH_PART,404",
        "BUSY,409",
        "ROLLED_BACK,409",
        "NOT_TRUSTED,422",
        "DISK,507",
        "INTERNAL,500"
    })
    void shouldTellByTheStatusWhyAnOrderWasNotDone(ErrorKind kind, int status) throws Exception {
        door.code = kind.exitCode();
        door.says.set(0, "{\"event\":\"result\",\"done\":false}");
        String answer = answer(asked("POST /v1/rollback"));
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    // Who is not let in.

    @Test
    void shouldLetNobodyInWithoutTheToken() throws Exception {
        String why = "\"kind\":\"NOT_AUTHORIZED\"";
        assertRefused(401, why, bare("GET /v1/bundles"));
        assertRefused(401, why, bare("GET /v1/bundles").header("Authorization: Bearer "));
        assertRefused(401, why, bare("GET /v1/bundles").header("Authorization: Bearer " + token + "x"));
        assertRefused(401, why, bare("GET /v1/bundles").header("Authorization: Bearer " + token.substring(1)));
        assertRefused(401, why, bare("GET /v1/bundles").header("Authorization: Basic " + token));
        assertRefused(401, why, bare("GET /v1/bundles").header("Authorization: " + token));
        assertRefused(401, why, asked("GET /v1/bundles").header("Authorization: Bearer " + token));
        assertRefused(401, why, bare("GET /v1/bundles?token=" + token));
        assertRefused(401, why, bare("GET /no/such/path"));
    }

    @Test
    void shouldAnswerToItsOwnNamesOnly() throws Exception {
        for (String host :
                List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "[::2]")) {
            assertRefused(
                    421,
                    "Host",
                    Raw.of("GET /v1/bundles").header("Host: " + host).header("Authorization: Bearer " + token));
        }
        assertRefused(421, "Host", Raw.of("GET /v1/bundles").header("Authorization: Bearer " + token));
        assertRefused(421, "Host", asked("GET /v1/bundles").header("Host: localhost"));
        assertRefused(421, "Host", Raw.of("GET /openapi.json").header("Host: evil.example"));
        String named = answer(Raw.of("GET /v1/bundles")
                .header("Host: LocalHost:" + api.address().getPort())
                .header("Authorization: Bearer " + token));
        assertTrue(named.startsWith("HTTP/1.1 200 "), named);
    }

    @Test
    void shouldRefuseWhatABrowserSends() throws Exception {
        assertRefused(403, "Origin", asked("GET /v1/bundles").header("Origin: https://evil.example"));
        assertRefused(403, "Origin", asked("GET /v1/bundles").header("Origin: null"));
        assertRefused(403, "Origin", asked("POST /v1/rollback").header("Origin: http://127.0.0.1"));
        assertRefused(403, "Web pages", asked("GET /v1/bundles").header("Sec-Fetch-Site: cross-site"));
        assertRefused(403, "Web pages", asked("GET /v1/bundles").header("Sec-Fetch-Site: same-origin"));
        assertRefused(
                403,
                "Origin",
                bare("OPTIONS /v1/rollback")
                        .header("Origin: https://evil.example")
                        .header("Access-Control-Request-Method: POST"));
    }

    // What leads to no order.

    @Test
    void shouldKnowItsPathsAndMethods() throws Exception {
        assertRefused(404, "Nothing is at this path", asked("GET /"));
        assertRefused(404, "Nothing is at this path", asked("GET /v1/../v1/bundles"));
        assertRefused(404, "Nothing is at this path", asked("GET /v1/bundles/"));
        assertRefused(404, "Nothing is at this path", asked("GET /v1/%62undles"));
        assertRefused(405, "Allow: GET", asked("POST /v1/bundles"));
        assertRefused(405, "Allow: POST", asked("GET /v1/rollback"));
        assertRefused(405, "Allow: GET", asked("OPTIONS /v1/bundles"));
        assertRefused(405, "Allow: GET", asked("TRACE /v1/bundles"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/remove",
                "POST /v1/remove?name=",
                "POST /v1/remove?name=--json",
                "POST /v1/remove?name=../../etc/passwd",
                "POST /v1/remove?name=a%2Fb",
                "POST /v1/remove?name=a%0Ab",
                "POST /v1/remove?name=a%00b",
                "POST /v1/remove?name=a&name=b",
                "POST /v1/remove?name=a&name2=b",
                "POST /v1/remove?name=a&watch=3",
                "POST /v1/remove?name=a&dryRun=yes",
                "POST /v1/remove?name=a&",
                "POST /v1/remove?name=a&=",
                "POST /v1/swap?role=encoder&name=/tmp/evil.jar",
                "POST /v1/swap?role=Encoder&name=a",
                "POST /v1/swap?name=a",
                "POST /v1/swap?role=encoder&name=a&watch=-1",
                "POST /v1/swap?role=encoder&name=a&watch=1000",
                "GET /v1/bundles?x=1"
            })
    void shouldTakeNoParameterForAnythingElse(String line) throws Exception {
        assertRefused(400, "\"kind\":\"USAGE\"", asked(line));
    }

    @Test
    void shouldRefuseAQueryThatIsTooLong() throws Exception {
        assertRefused(400, "longer than", asked("POST /v1/remove?name=" + "a".repeat(3_000)));
    }

    @Test
    void shouldTakeBundlesOnlyAnnouncedAndOfTheRightKindAndSize() throws Exception {
        String type = "Content-Type: application/java-archive";
        assertRefused(411, "Content-Length", asked("POST /v1/install").header(type));
        assertRefused(411, "Content-Length", asked("POST /v1/swap?role=encoder"));
        assertRefused(
                411,
                "Content-Length",
                asked("POST /v1/install")
                        .header(type)
                        .header("Transfer-Encoding: chunked")
                        .bareBody("3\r\nabc\r\n0\r\n\r\n"));
        assertRefused(413, "more than", asked("POST /v1/install").header(type).header("Content-Length: 134217729"));
        assertRefused(415, "application/java-archive", asked("POST /v1/install").body(new byte[3]));
        assertRefused(
                415,
                "application/java-archive",
                asked("POST /v1/install").header("Content-Type: text/plain").body(new byte[3]));
        assertRefused(413, "Nothing may follow", asked("POST /v1/rollback").body(new byte[3]));
        assertRefused(413, "Nothing may follow", asked("GET /v1/bundles").body(new byte[3]));
    }

    @Test
    void shouldCarryOutNothingIfLessComesThanWasAnnounced() throws Exception {
        try (Socket socket = asked("POST /v1/install")
                .header("Content-Type: application/java-archive")
                .header("Content-Length: 1000")
                .bareBody("short")
                .open(api.address())) {
            socket.shutdownOutput();
            socket.setSoTimeout(20_000);
            socket.getInputStream().readAllBytes();
        }
        assertEquals(List.of(), door.orders);
    }

    /** The server itself says no, or hangs up before everything was read. */
    private void assertNotServed(Raw raw) throws IOException {
        String answer;
        try {
            answer = answer(raw);
        } catch (SocketException hungUp) {
            answer = "";
        }
        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
        assertEquals(List.of(), door.orders);
    }

    @Test
    void shouldNotServeWhatIsNoHttpOrTooMuchOfIt() throws Exception {
        Raw many = asked("GET /v1/bundles");
        for (int i = 0; i < 100; i++) {
            many.header("X-" + i + ": 1");
        }
        assertNotServed(many);
        assertNotServed(asked("GET /v1/bundles").header("X: " + "y".repeat(40_000)));
        assertNotServed(asked("POST /v1/remove?name=%zz"));
        assertNotServed(asked("GET"));
        assertNotServed(asked("POST /v1/rollback").header("Content-Length: -1"));
        assertNotServed(asked("POST /v1/rollback").header("Content-Length: 0").header("Transfer-Encoding: chunked"));
    }

    @Test
    void shouldAnswerFourAtOnceAndSayWhenItIsBusy() throws Exception {
        door.goOn = new CountDownLatch(1);
        door.busy = new CountDownLatch(4);
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiting.add(asked("GET /v1/bundles").open(api.address()));
        }
        assertTrue(door.busy.await(20, TimeUnit.SECONDS));
        String answer = answer(asked("GET /v1/bundles"));
        assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
        door.goOn.countDown();
        for (Socket socket : waiting) {
            socket.setSoTimeout(20_000);
            String late = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(late.startsWith("HTTP/1.1 200 "), late);
            socket.close();
        }
    }
}
