package dev.wavry.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A packager signs the index of a folder, and a host takes bundles by name from it. */
@Timeout(300)
final class RepositoryTest {
    private static final String RAW = "dev.wavry.codec.raw";

    @TempDir
    Path shelf;

    private Wavry wavry;
    private SignedBundles bundles;

    @BeforeEach
    void makeARepository() throws IOException {
        wavry = Wavry.built();
        bundles = new SignedBundles();
        for (String version : new String[] {"7.0.0", "7.1.0"}) {
            Files.copy(bundles.signed(version), shelf.resolve("raw-" + version + ".jar"));
        }
    }

    @AfterEach
    void end() throws IOException {
        wavry.close();
        bundles.close();
    }

    private Program command(int code, String... words) {
        Program program = wavry.start(Map.of("WAVRY_KEYSTORE_PASSWORD", SignedBundles.WORD), words);
        assertEquals(code, program.awaitExit(Wavry.PATIENCE), program::tail);
        return program;
    }

    private void index() {
        command(0, "repo", "index", shelf.toString(), bundles.keys(), "acme");
    }

    private static JsonNode last(Program program) {
        return Wavry.json(program.lines().get(program.lines().size() - 1).text());
    }

    @Test
    void shouldInstallTheNewestOfASignedRepositoryAndNothingThatWasChanged() throws IOException {
        index();
        command(25, "repo", "add", "acme", shelf.toString());
        command(0, "trust", "add", bundles.certificate().toString(), "acme");
        JsonNode added = last(command(0, "repo", "add", "acme", shelf.toString(), "--json"));
        assertEquals("acme", added.path("signer").asText(), added::toString);
        assertTrue(added.path("bundles").toString().contains(RAW + " 7.1.0"), added::toString);
        String process =
                Long.toString(wavry.host("--source", "testpattern").program().pid());
        command(27, "bundles", "update", "io.acme.none", "--process", process);
        JsonNode updated = last(command(0, "bundles", "update", RAW, "--watch", "0", "--process", process, "--json"));
        assertTrue(updated.path("done").asBoolean(), updated::toString);
        JsonNode now = last(command(0, "bundles", "info", RAW, "--process", process, "--json"));
        assertEquals("7.1.0", now.path("version").asText(), now::toString);
        assertEquals("acme", now.path("signer").asText(), now::toString);
        command(2, "bundles", "update", RAW + "@7.0.0", "--process", process);
        command(0, "bundles", "update", RAW + "@7.0.0", "--downgrade", "--watch", "0", "--process", process);
        byte[] changed = Files.readAllBytes(shelf.resolve("raw-7.1.0.jar"));
        changed[changed.length / 2] ^= 1;
        Files.write(shelf.resolve("raw-7.1.0.jar"), changed);
        command(25, "bundles", "update", RAW, "--process", process);
        Path file = shelf.resolve("index.xml");
        Files.writeString(file, Files.readString(file).replace("7.1.0", "7.2.0"));
        command(25, "repo", "refresh");
        JsonNode kept = last(command(0, "bundles", "info", RAW, "--process", process, "--json"));
        assertEquals("7.0.0", kept.path("version").asText(), kept::toString);
        command(0, "repo", "remove", "acme");
    }
}
