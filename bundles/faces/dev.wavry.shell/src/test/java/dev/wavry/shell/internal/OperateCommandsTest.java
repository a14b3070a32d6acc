package dev.wavry.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class OperateCommandsTest {
    @TempDir
    Path home;

    private Typed typed;

    @BeforeEach
    void type() {
        typed = new Typed(home);
    }

    private CompletableFuture<String> answering(ServerSocketChannel server, String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try (SocketChannel channel = server.accept()) {
                InputStream in = Channels.newInputStream(channel);
                StringBuilder heard = new StringBuilder();
                while (heard.indexOf("\n\n") < 0) {
                    heard.append((char) in.read());
                }
                OutputStream out = Channels.newOutputStream(channel);
                out.write(answer.getBytes(StandardCharsets.UTF_8));
                return heard.toString();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private ServerSocketChannel listening(long process) throws IOException {
        Path run = Files.createDirectories(home.resolve("run"));
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(run.resolve(process + ".sock")));
        return server;
    }

    @Test
    void shouldPassTheWordsOnAndReturnTheAnswerAndItsCode() throws Exception {
        try (ServerSocketChannel server = listening(7)) {
            CompletableFuture<String> heard = answering(server, " first\n  second\n26\n");
            int code = typed.type("bundles", "swap", "encoder", "x/codec.jar", "--dry-run", "--watch", "3").exitCode;
            assertEquals(26, code);
            assertEquals("first\n second\n", typed.out());
            String file = Path.of("x/codec.jar").toAbsolutePath().toString();
            assertEquals("swap\nencoder\n" + file + "\n--watch=3\n--dry-run\n\n", heard.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldSayWhenNobodyRunsOrTooManyDo() throws Exception {
        assertEquals(ErrorKind.NOT_REACHABLE.exitCode(), typed.type("bundles", "list").exitCode);
        assertTrue(typed.err().contains("No host or viewer of yours runs"), typed.err());
        try (ServerSocketChannel one = listening(1);
                ServerSocketChannel two = listening(2)) {
            assertTrue(one.isOpen() && two.isOpen());
            assertEquals(ErrorKind.USAGE.exitCode(), typed.type("bundles", "list").exitCode);
            assertTrue(typed.err().contains("--process"), typed.err());
        }
    }

    @Test
    void shouldFindTheSameProcessesWhateverTheProfile() throws Exception {
        try (ServerSocketChannel server = listening(7)) {
            CompletableFuture<String> heard = answering(server, "0\n");
            assertEquals(0, typed.type("--profile", "work", "bundles", "list").exitCode);
            assertEquals("list\n--watch=10\n\n", heard.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void shouldSayWhenTheProcessStopsBeforeItAnswered() throws Exception {
        try (ServerSocketChannel server = listening(7)) {
            answering(server, " begun\n");
            assertEquals(ErrorKind.PEER_GONE.exitCode(), typed.type("bundles", "rollback").exitCode);
        }
    }

    @Test
    void shouldSendOrdersToAHostElsewhereAndTheFileAlong() throws Exception {
        String id = "a".repeat(52);
        Path file = Files.writeString(home.resolve("codec.jar"), "bytes");
        String[] order = {"bundles", "swap", "encoder", file.toString(), "--host", id + "@192.0.2.1:7400", "--json"};
        assertEquals(26, typed.type(order).exitCode);
        assertEquals("heard\n", typed.out());
        assertEquals(List.of(id + " 7400 [swap, encoder, @, --watch=10, --json] " + file), typed.wavry.orders);
        assertEquals(
                ErrorKind.NO_SUCH_PART.exitCode(),
                typed.type("bundles", "install", home + "/none.jar", "--host", "192.0.2.1:7400").exitCode);
        assertEquals(ErrorKind.USAGE.exitCode(), typed.type("bundles", "list", "--host", "no such name").exitCode);
        assertEquals(1, typed.wavry.orders.size());
    }

    @Test
    void shouldAskTheDoorOfItsOwnProcessAboutSigners() {
        assertEquals(0, typed.type("trust", "add", "me.pem", "me").exitCode);
        assertEquals(
                List.of(List.of("trust-add", Path.of("me.pem").toAbsolutePath().toString(), "me")), typed.orders);
        assertEquals(ErrorKind.USAGE.exitCode(), typed.type("trust", "believe").exitCode);
    }

    @Test
    void shouldAskTheDoorOfItsOwnProcessAboutRepositories() {
        assertEquals(0, typed.type("repo", "add", "acme", "https://acme.example/wavry").exitCode);
        assertEquals(0, typed.type("repo", "add", "mine", "bundles").exitCode);
        assertEquals(0, typed.type("repo", "index", "bundles", "me.p12", "me", "--json").exitCode);
        assertEquals(
                List.of(
                        List.of("repo-add", "acme", "https://acme.example/wavry"),
                        List.of(
                                "repo-add",
                                "mine",
                                Path.of("bundles").toAbsolutePath().toString()),
                        List.of(
                                "repo-index",
                                Path.of("bundles").toAbsolutePath().toString(),
                                Path.of("me.p12").toAbsolutePath().toString(),
                                "me",
                                "--json")),
                typed.orders);
        assertEquals(ErrorKind.USAGE.exitCode(), typed.type("repo", "believe").exitCode);
    }
}
