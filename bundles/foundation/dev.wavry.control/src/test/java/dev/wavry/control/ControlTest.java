package dev.wavry.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The socket and its lines. */
@Timeout(60)
class ControlTest {
    @TempDir
    Path folder;

    private Path socket;
    private final CountDownLatch gone = new CountDownLatch(1);

    @BeforeEach
    void choosePlace() {
        socket = folder.resolve("own/s");
    }

    private final ControlHandler echo = new ControlHandler() {
        @Override
        public Set<String> verbs() {
            return Set.of("echo");
        }

        @Override
        public void handle(Map<String, String> request, ControlReply reply) {
            reply.onGone(gone::countDown);
            reply.tell(Map.of("heard", request.getOrDefault("word", "")));
            if (request.containsKey("fail")) {
                throw new IllegalStateException("inner workings");
            } else if (!request.containsKey("wait")) {
                reply.end(Map.of("done", "yes"));
            }
        }
    };

    private ControlServer server() throws IOException {
        return new ControlServer(socket, verb -> echo.verbs().contains(verb) ? echo : null);
    }

    private Map<String, String> ask(List<Map<String, String>> told, String... members) throws IOException {
        Map<String, String> request = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            request.put(members[i], members[i + 1]);
        }
        return ControlClient.ask(socket, request, told::add);
    }

    @Test
    void shouldAnswerWithWhatComesFirstAndWhatComesLast() throws Exception {
        try (ControlServer server = server()) {
            List<Map<String, String>> told = new ArrayList<>();
            String word = "\"\\\n\u00e4\ud83d\ude00";
            assertEquals("yes", ask(told, "verb", "echo", "word", word).get("done"));
            assertEquals(List.of(Map.of("heard", word)), told);
            assertTrue(gone.await(20, TimeUnit.SECONDS));
        }
        assertFalse(Files.exists(socket));
        assertThrows(IOException.class, () -> ask(new ArrayList<>(), "verb", "echo"));
    }

    @Test
    void shouldBeItsOwnersAlone() throws Exception {
        try (ControlServer server = server()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
        }
        Files.setPosixFilePermissions(socket.getParent(), PosixFilePermissions.fromString("rwxr-x---"));
        assertTrue(assertThrows(IOException.class, this::server).getMessage().contains("open to others"));
    }

    @Test
    void shouldNotTakeASocketFromSomebodyWhoListens() throws Exception {
        try (ControlServer server = server()) {
            assertThrows(BindException.class, this::server);
            assertEquals("yes", ask(new ArrayList<>(), "verb", "echo").get("done"));
        }
        Files.writeString(socket, "left over");
        try (ControlServer again = server()) {
            assertEquals("yes", ask(new ArrayList<>(), "verb", "echo").get("done"));
        }
    }

    @Test
    void shouldSayWhatItCannotAnswer() throws Exception {
        try (ControlServer server = server()) {
            assertEquals("USAGE", ask(new ArrayList<>(), "verb", "fly").get("error"));
            assertEquals("USAGE", ask(new ArrayList<>(), "word", "x").get("error"));
            Map<String, String> failed = ask(new ArrayList<>(), "verb", "echo", "fail", "yes");
            assertEquals("INTERNAL", failed.get("error"));
            assertFalse(failed.toString().contains("inner workings"));
        }
    }

    @Test
    void shouldHearWhenTheAskerHangsUp() throws Exception {
        try (ControlServer server = server();
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap("{\"verb\":\"echo\",\"wait\":\"\"}\n".getBytes()));
            channel.close();
            assertTrue(gone.await(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldHangUpOnALineWithoutEnd() throws Exception {
        try (ControlServer server = server();
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            ByteBuffer block = ByteBuffer.allocate(64 << 10);
            assertThrows(IOException.class, () -> {
                while (true) {
                    channel.write(block.clear());
                }
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}x",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":\"b\",}",
                "{\"a\":\"b\",\"a\":\"c\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12",
                "{\"a\":\"\t\"}",
                "{a:\"b\"}"
            })
    void shouldRefuseAnythingButAFlatObjectOfTexts(String line) {
        assertThrows(IllegalArgumentException.class, () -> ControlLine.read(line));
    }

    @Test
    void shouldEitherReadOrRefuseWhatever() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "{}\":,\\u0041abn \t[]\ud83d\u00e4";
        for (int round = 0; round < 200_000; round++) {
            StringBuilder line = new StringBuilder("{\"verb\":\"pair\",\"minutes\":\"5\"}");
            for (int i = random.nextInt(6); i >= 0; i--) {
                line.insert(random.nextInt(line.length() + 1), letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Map<String, String> read = ControlLine.read(line.toString());
                assertEquals(read, ControlLine.read(ControlLine.write(read)), "seed " + seed);
            } catch (IllegalArgumentException e) {
                assertTrue(e.getMessage().length() < 100, "seed " + seed);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> ControlLine.read("{\"a\":\"" + "x".repeat(70_000) + "\"}"));
    }
}
