package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.lab.Program;
import dev.wavry.lab.Waiting;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks for keys and codes in all that a host and its clients say and write while they pair, connect, are refused and leave. */
@Timeout(180)
final class SecretsInLogsTest {
    /** Magic number and version, which are no secrets. */
    private static final int HEAD_BYTES = 5;

    private static final int CHECKSUM_BYTES = 4;
    /** Ten bytes are 16 digits of base 32, and 12 are 16 of base 64: nobody says these by chance. */
    private static final int WINDOW_32 = 10;

    private static final int WINDOW_64 = 12;

    private final Scene scene = new Scene();
    private final Wavry other = scene.keep(Wavry.built());
    private final List<Program> programs = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        scene.close();
    }

    private Program run(Wavry where, String... words) {
        Program program = where.start(Map.of(), words);
        programs.add(program);
        return program;
    }

    private static void exits(int code, Program program) {
        assertEquals(code, program.awaitExit(Wavry.PATIENCE), program::tail);
    }

    /** All ways in which a program may write some of the bytes. */
    private static List<String> writings(byte[] key) {
        List<String> all = new ArrayList<>();
        for (int at = HEAD_BYTES; at + WINDOW_64 <= key.length - CHECKSUM_BYTES; at++) {
            byte[] ten = Arrays.copyOfRange(key, at, at + WINDOW_32);
            byte[] twelve = Arrays.copyOfRange(key, at, at + WINDOW_64);
            all.add(HexFormat.of().formatHex(ten));
            all.add(HexFormat.ofDelimiter(" ").formatHex(ten));
            all.add(HexFormat.ofDelimiter(":").formatHex(ten));
            all.add(Arrays.toString(ten).replaceAll("[\\[\\]]", ""));
            all.add(Base64.getEncoder().encodeToString(twelve));
            all.add(Base64.getUrlEncoder().encodeToString(twelve));
            all.add(base32(ten, "abcdefghijklmnopqrstuvwxyz234567"));
            all.add(base32(ten, "0123456789abcdefghjkmnpqrstvwxyz"));
        }
        return all.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    private static String base32(byte[] bytes, String digits) {
        BigInteger left = new BigInteger(1, bytes);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length * 8 / 5; i++) {
            text.append(digits.charAt(left.intValue() & 31));
            left = left.shiftRight(5);
        }
        return text.reverse().toString();
    }

    /** What all programs said and what lies in both homes except the keys themselves. */
    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Program program : programs) {
            program.lines().forEach(line -> all.append(line.text()).append('\n'));
            all.append(program.errors());
        }
        for (Wavry home : List.of(scene.wavry, other)) {
            try (Stream<Path> files = Files.walk(home.home())) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (!file.toString().endsWith(".key")) {
                        all.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        return all.toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void shouldFindNoKeyAndNoCodeInAnythingThatWasWritten() throws Exception {
        Wavry.Host host = scene.wavry.host("--source", "testpattern");
        programs.add(host.program());
        String address = host.listening().path("address").asText();
        Program pair = Terminals.start(scene, "pair");
        String code = Terminals.code(pair);
        exits(19, run(other, "pair-with", address, "0000-0000"));
        // After a wrong code none is taken for a second, and what comes in that second does not count.
        Waiting.until(
                "the right code to be taken",
                Wavry.PATIENCE,
                () -> run(other, "pair-with", address, code).awaitExit(Wavry.PATIENCE) == 0);
        exits(0, pair);
        exits(0, run(other, "ping", address));
        exits(0, run(other, "connect", address, "--headless", "--json", "--seconds", "1"));
        exits(0, run(scene.wavry, "clients", "list"));
        exits(12, run(other, "connect", scene.wavry.clientId() + "@" + address, "--headless"));
        host.program().tell("quit");
        exits(0, host.program());

        String said = everything();
        String id = other.clientId();
        assertTrue(said.contains(id), "what may be said is found, so that the search is known to work");
        for (String form : List.of(code, code.replace("-", ""))) {
            assertFalse(said.contains(form.toLowerCase(Locale.ROOT)), "a code was written down");
        }
        for (Path key : List.of(
                scene.wavry.home().resolve("host.key"),
                scene.wavry.home().resolve("client.key"),
                other.home().resolve("client.key"))) {
            List<String> writings = writings(Files.readAllBytes(key));
            assertFalse(writings.isEmpty());
            assertTrue(
                    writings.stream().noneMatch(said::contains), () -> "some of " + key.getFileName() + " was written");
        }
    }
}
