package dev.wavry.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledSetTest {
    private static final byte[] BUNDLE = "a bundle".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path state;

    @BeforeEach
    void makeTheStore() throws Exception {
        Files.createDirectories(state.resolve("bundles/store"));
        Files.write(state.resolve("bundles/store").resolve(digest(BUNDLE) + ".jar"), BUNDLE);
    }

    private static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void write(String... lines) throws Exception {
        String body = "wavry-set 1\n" + String.join("\n", lines) + "\n";
        Files.writeString(
                state.resolve("bundles/set"), body + "digest " + digest(body.getBytes(StandardCharsets.UTF_8)) + "\n");
    }

    @Test
    void shouldRunTheProductAsItCameWhenNothingWasInstalled() {
        assertEquals(InstalledSet.SHIPPED, InstalledSet.read(state, false));
    }

    @Test
    void shouldReadWhatWasInstalledAndWhatIsLeftOut() throws Exception {
        write(
                "generation 3",
                "bundle " + digest(BUNDLE) + " a.codec 1.0.0 me",
                "without b.codec",
                "pin x",
                "favour ENCODER a");
        InstalledSet set = InstalledSet.read(state, false);
        assertEquals(1, set.bundles().size());
        assertEquals("wavry:sha256:" + digest(BUNDLE), set.bundles().get(0).location());
        assertEquals(Set.of("b.codec"), set.without());
    }

    @Test
    void shouldRunTheBundleOfTheProductWhereItsReplacementWasChanged() throws Exception {
        write("bundle " + digest(BUNDLE) + " a.codec 1.0.0 me", "without a.codec");
        Files.writeString(state.resolve("bundles/store").resolve(digest(BUNDLE) + ".jar"), "evil bundle");
        InstalledSet set = InstalledSet.read(state, false);
        assertTrue(set.bundles().isEmpty());
        assertEquals(Set.of(), set.without());
    }

    @Test
    void shouldRunAnUnsignedBundleInDeveloperModeOnly() throws Exception {
        write("bundle " + digest(BUNDLE) + " a.codec 1.0.0 unsigned", "without a.codec");
        assertTrue(InstalledSet.read(state, false).bundles().isEmpty());
        assertEquals(1, InstalledSet.read(state, true).bundles().size());
    }

    @Test
    void shouldRunTheProductAsItCameWhenTheSetIsDamaged() throws Exception {
        write("without b.codec");
        Path file = state.resolve("bundles/set");
        Files.writeString(file, Files.readString(file).replace("b.codec", "c.codec"));
        assertEquals(InstalledSet.SHIPPED, InstalledSet.read(state, false));
    }
}
