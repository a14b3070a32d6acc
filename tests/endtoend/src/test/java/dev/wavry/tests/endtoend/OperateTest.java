package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An operator's commands against a host in another process, which remembers what it was told even if it is killed. */
@Timeout(300)
final class OperateTest {
    private static final String RAW = "dev.wavry.codec.raw";

    private Wavry wavry;
    private SignedBundles bundles;

    @BeforeEach
    void makeKeys() throws IOException {
        wavry = Wavry.built();
        bundles = new SignedBundles();
    }

    @AfterEach
    void end() throws IOException {
        wavry.close();
        bundles.close();
    }

    private Program command(int code, String... words) {
        Program program = wavry.start(Map.of(), words);
        assertEquals(code, program.awaitExit(Wavry.PATIENCE), program::tail);
        return program;
    }

    private static String last(Program program) {
        return program.lines().get(program.lines().size() - 1).text();
    }

    private Wavry.Host host() {
        return wavry.host("--source", "testpattern");
    }

    private static JsonNode bundle(JsonNode list) {
        JsonNode found = null;
        for (JsonNode one : list.path("bundles")) {
            if (one.path("name").asText().equals(RAW)) {
                assertEquals(null, found, "two bundles of one name run: " + list);
                found = one;
            }
        }
        assertTrue(found != null, list::toString);
        return found;
    }

    @Test
    void shouldInstallASignedCodecSwapItInRollBackAndRememberAll() throws IOException {
        Wavry.Host host = host();
        Program viewer = wavry.start(Map.of(), "connect", host.target(), "--headless", "--json", "--stdin");
        Wavry.session(viewer, "RUNNING", 0);
        String process = Long.toString(host.program().pid());
        Path codec = bundles.signed("7.0.0");
        Program refused = command(25, "bundles", "update", codec.toString(), "--process", process, "--json");
        assertTrue(last(refused).contains("CN=acme"), refused::tail);
        assertEquals("trusted", trust());
        command(25, "bundles", "update", bundles.unsigned("7.0.0").toString(), "--process", process);
        Program swapped = command(
                0, "bundles", "swap", "encoder", codec.toString(), "--watch", "1", "--process", process, "--json");
        JsonNode result = Wavry.json(last(swapped));
        assertEquals(0, result.path("sessionsLost").asInt(), result::toString);
        assertEquals("RUNNING", result.path("sessions").path(0).path("state").asText(), result::toString);
        assertTrue(result.path("planAfter").asText().contains("raw"), result::toString);
        host.program().kill();
        Program again = host().program();
        JsonNode kept = bundle(Orders.to(wavry, again).perform("list"));
        assertEquals("7.0.0", kept.path("version").asText());
        assertEquals("acme", kept.path("signer").asText());
        assertTrue(kept.path("favoured").asBoolean(), kept::toString);
        assertTrue(Orders.to(wavry, again).perform("rollback").path("done").asBoolean());
        JsonNode back = bundle(Orders.to(wavry, again).perform("list"));
        assertEquals("shipped", back.path("signer").asText());
        JsonNode history = Orders.to(wavry, again).perform("history").path("orders");
        assertEquals(
                List.of("refused", "done", "refused", "done", "done"),
                history.findValuesAsText("outcome"),
                history::toString);
    }

    private String trust() {
        command(0, "trust", "add", bundles.certificate().toString());
        return last(command(0, "trust", "list")).contains("acme") ? "trusted" : "not trusted";
    }

    @Test
    void shouldTakeOrdersForTheViewersSideAtTheViewer() throws IOException {
        trust();
        Wavry.Host host = wavry.host("--source", "testpattern", "--codec", "raw", "--size", "640x360");
        Program viewer = wavry.start(Map.of(), "connect", host.target(), "--headless", "--json", "--stdin");
        Wavry.session(viewer, "RUNNING", 0);
        Orders orders = Orders.to(wavry, viewer);
        JsonNode dry = orders.perform("swap", "decoder", bundles.signed("7.0.0").toString(), "--dry-run");
        assertEquals("client", dry.path("sessions").path(0).path("side").asText(), dry::toString);
        assertEquals("shipped", bundle(orders.perform("list")).path("signer").asText());
        JsonNode done =
                orders.perform("swap", "decoder", bundles.signed("7.0.0").toString(), "--watch=1");
        assertTrue(done.path("done").asBoolean(), done::toString);
        JsonNode seen = done.path("sessions").path(0);
        assertEquals("client", seen.path("side").asText(), done::toString);
        assertTrue(seen.has("gapMs") && done.path("sessionsLost").asInt() == 0, done::toString);
        JsonNode now = bundle(orders.perform("list"));
        assertEquals("7.0.0", now.path("version").asText(), now::toString);
        assertTrue(now.path("live").toString().contains("decoder"), now::toString);
        assertEquals(
                "shipped",
                bundle(Orders.to(wavry, host.program()).perform("list"))
                        .path("signer")
                        .asText(),
                "the host runs on as it was");
    }

    @Test
    void shouldTakeOrdersLineByLineInAGogoShell() {
        Program host = host().program();
        Program console = wavry.start(Map.of(), "console", "--process", Long.toString(host.pid()));
        console.tell("wavry:pin " + RAW + "; history --json");
        console.tell("$.context installBundle file:/tmp/evil.jar");
        assertEquals(2, console.awaitExit(Wavry.PATIENCE), console::tail);
        JsonNode orders = Wavry.json(last(console)).path("orders");
        assertEquals(List.of("pin"), orders.findValuesAsText("action"), orders::toString);
        assertEquals(List.of("done"), orders.findValuesAsText("outcome"), orders::toString);
    }

    @Test
    void shouldLetOnlyItsOwnerNearTheSocket() throws IOException {
        Program host = host().program();
        Path socket = Orders.to(wavry, host).socket();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())));
    }

    @Test
    void shouldInstallWhatIsMovedIntoTheDeployFolderAndPutAsideWhatIsRefused() throws IOException {
        trust();
        Path deploy = Files.createDirectories(wavry.home().resolve("deploy"));
        Program host = host().program();
        Files.move(bundles.signed("5.0.0"), deploy.resolve("raw.jar"), StandardCopyOption.ATOMIC_MOVE);
        Waiting.until("the folder to be emptied", Wavry.PATIENCE, () -> !Files.exists(deploy.resolve("raw.jar")));
        assertEquals(
                "5.0.0",
                bundle(Orders.to(wavry, host).perform("list")).path("version").asText());
        Files.move(bundles.unsigned("6.0.0"), deploy.resolve("evil.jar"), StandardCopyOption.ATOMIC_MOVE);
        Path why = deploy.resolve("evil.jar.refused.why");
        Waiting.until(
                "the reason",
                Wavry.PATIENCE,
                () -> Files.exists(why) && why.toFile().length() > 0);
        assertTrue(Files.readString(why).contains("is not signed"));
    }

    @Test
    void shouldLeaveUnsignedBundlesOutWithoutDeveloperMode() throws IOException {
        Wavry.Host developing = wavry.host("--source", "testpattern", "--developer");
        Orders orders = Orders.to(wavry, developing.program());
        assertTrue(orders.perform("update", bundles.unsigned("3.0.0").toString())
                .path("done")
                .asBoolean());
        assertTrue(orders.perform("list").path("developer").asBoolean());
        assertTrue(developing.program().errors().contains("Developer mode"));
        developing.program().kill();
        Program strict = host().program();
        assertEquals(
                "shipped",
                bundle(Orders.to(wavry, strict).perform("list")).path("signer").asText());
        assertTrue(strict.errors().contains("it is not signed"));
    }

    @Test
    void shouldHaveTheOldSetOrTheNewOneAfterBeingKilledAtTwentyMoments() throws Exception {
        killOverAndOver(20);
    }

    @Test
    @Tag("long")
    @Timeout(1800)
    void shouldHaveTheOldSetOrTheNewOneAfterBeingKilledAtTwoHundredMoments() throws Exception {
        killOverAndOver(200);
    }

    /** Each order would change the set, so that one that did not was killed before it was committed. */
    private void killOverAndOver(int times) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        trust();
        Map<String, String> files = Map.of(
                "2.0.0", bundles.signed("2.0.0").toString(),
                "3.0.0", bundles.signed("3.0.0").toString());
        Program host = host().program();
        Set<String> known =
                Set.of("2.0.0", "3.0.0", version(Orders.to(wavry, host).perform("list")));
        long commitNanos = nanosToCommit(host, files.get("2.0.0"));
        host.kill();
        host = host().program();
        JsonNode before = Orders.to(wavry, host).perform("list");
        int committed = 0;
        for (int i = 0; i < times; i++) {
            boolean back = random.nextInt(3) == 0;
            String wanted = version(before).equals("2.0.0") ? "3.0.0" : "2.0.0";
            String[] order = back ? new String[] {"rollback"} : update(files.get(wanted));
            killAfter(host, order, (long) (random.nextDouble() * 2 * commitNanos));
            host = host().program();
            JsonNode after = Orders.to(wavry, host).perform("list");
            int steps = assertOldOrNew(before, after, back ? "" : wanted, i + ": " + String.join(" ", order));
            assertTrue(known.contains(version(after)), after::toString);
            String errors = host.errors();
            assertFalse(errors.contains("left out"), errors);
            committed += steps;
            // How long an order takes depends on what else the machine does: half of the kills shall come before the
            // commit.
            commitNanos = steps == 0 ? commitNanos * 5 / 4 : commitNanos * 4 / 5;
            before = after;
        }
        System.out.println(committed + " of " + times + " orders were committed before the kill");
        assertTrue(committed > 0, "every kill came before the commit");
        assertTrue(committed < times, "no kill came before the commit");
    }

    private static String[] update(String file) {
        return new String[] {"update", file, "--downgrade", "--watch=0"};
    }

    /** How long the first update of a process takes until its set is on the disk. */
    private long nanosToCommit(Program host, String file) throws IOException {
        Path set = wavry.home().resolve("bundles").resolve("set");
        assertFalse(Files.exists(set), "something was installed before");
        long sentNanos = System.nanoTime();
        try (SocketChannel sent = Orders.to(wavry, host).send(update(file))) {
            Waiting.until("the set to be written", Wavry.PATIENCE, () -> Files.exists(set));
        }
        long took = System.nanoTime() - sentNanos;
        System.out.println("one order took " + TimeUnit.NANOSECONDS.toMillis(took) + " ms until its commit");
        return took;
    }

    private void killAfter(Program host, String[] order, long delayNanos) throws IOException {
        long sentNanos = System.nanoTime();
        try (SocketChannel sent = Orders.to(wavry, host).send(order)) {
            Waiting.until("the moment", Wavry.PATIENCE, () -> System.nanoTime() - sentNanos >= delayNanos);
            host.kill();
        }
    }

    private static String version(JsonNode list) {
        return bundle(list).path("version").asText();
    }

    /** The set is the one before, or one generation on with the bundle that was asked for. @return how many generations on it is */
    private static int assertOldOrNew(JsonNode before, JsonNode after, String wanted, String what) {
        int steps = after.path("generation").asInt() - before.path("generation").asInt();
        String old = version(before);
        String now = version(after);
        assertTrue(steps == 0 || steps == 1, what + " led to generation " + after.path("generation"));
        if (steps == 0) {
            assertEquals(old, now, what);
        } else if (!wanted.isEmpty()) {
            assertEquals(wanted, now, what);
        }
        assertEquals("active", bundle(after).path("state").asText(), what);
        return steps;
    }
}
