package dev.wavry.rift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wavry.rift.IdentityFileException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identities as text, bytes and files. */
@Timeout(20)
class IdentityTest {
    @TempDir
    Path folder;

    private static final Identity IDENTITY = Identity.generate(Ends.seeded(1));

    private static Identity identity() {
        return IDENTITY;
    }

    @Test
    void shouldReadWhatItPrints() {
        WavryId id = identity().id();
        assertEquals(WavryId.CHARACTERS, id.toString().length());
        assertEquals(id, WavryId.parse(id.toString()));
        assertEquals(id, WavryId.parse(id.toString().toUpperCase(Locale.ROOT)));
        assertEquals(id, WavryId.ofBytes(id.toBytes()));
    }

    @Test
    void shouldNeverBeginLikeAnOptionNorBreakAtADoubleClick() {
        for (int seed = 0; seed < 256; seed++) {
            byte[] key = new byte[WavryId.BYTES];
            key[0] = (byte) seed;
            assertTrue(WavryId.ofBytes(key).toString().matches("[a-z2-7]{52}"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "\u00e4aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "\u0131aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void shouldSayWhatIsWrongWithAnId(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> WavryId.parse(text))
                .getMessage();
        assertTrue(message.contains("is no Wavry ID because"), message);
        assertTrue(message.contains("wavry id"), message);
    }

    @Test
    void shouldNotShowSecrets() {
        Identity identity = identity();
        String secret = HexFormat.of().formatHex(identity.toBytes(), 5, 69);
        assertFalse(identity.toString().contains(secret.substring(0, 16)));
        assertEquals("identity " + identity.id(), identity.toString());
    }

    @Test
    void shouldComeBackFromBytesAndRefuseDamagedOnes() {
        byte[] bytes = identity().toBytes();
        assertEquals(identity(), Identity.fromBytes(bytes));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            assertThrows(IllegalArgumentException.class, () -> Identity.fromBytes(damaged), "byte " + i);
        }
    }

    @Test
    void shouldRefuseRandomBytesWithoutAnyOtherException() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes =
                    i % 2 == 0 ? new byte[random.nextInt(100)] : identity().toBytes();
            if (i % 2 == 0) {
                random.nextBytes(bytes);
            } else {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            }
            assertThrows(IllegalArgumentException.class, () -> Identity.fromBytes(bytes));
        }
    }

    @Test
    void shouldMakeAFileOnceAndOnlyForItsOwner() throws IOException {
        Path file = folder.resolve("keys").resolve("identity");
        Identity made = IdentityFile.loadOrCreate(file, Ends.seeded(2));
        assertEquals(made, IdentityFile.loadOrCreate(file, Ends.seeded(3)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void shouldRefuseAFileOthersMayRead() throws IOException {
        Path file = folder.resolve("identity");
        IdentityFile.create(file, identity());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        IdentityFileException refused = assertThrows(IdentityFileException.class, () -> IdentityFile.load(file));
        assertEquals(Problem.TOO_OPEN, refused.problem());
        assertTrue(refused.getMessage().contains("chmod 600"), refused.getMessage());
    }

    @Test
    void shouldRefuseADamagedFileAndLeaveItAlone() throws IOException {
        Path file = folder.resolve("identity");
        IdentityFile.create(file, identity());
        byte[] bytes = Files.readAllBytes(file);
        bytes[40] ^= 1;
        Files.write(file, bytes);
        IdentityFileException refused =
                assertThrows(IdentityFileException.class, () -> IdentityFile.loadOrCreate(file, Ends.seeded(2)));
        assertEquals(Problem.DAMAGED, refused.problem());
        assertArrayEquals(bytes, Files.readAllBytes(file));
    }

    @Test
    void shouldNotOverwriteAnExistingFile() throws IOException {
        Path file = folder.resolve("identity");
        IdentityFile.create(file, identity());
        IdentityFileException refused = assertThrows(
                IdentityFileException.class, () -> IdentityFile.create(file, Identity.generate(Ends.seeded(9))));
        assertEquals(Problem.UNWRITABLE, refused.problem());
        assertEquals(identity(), IdentityFile.load(file));
    }

    @Test
    void shouldSayWhyAFileCannotBeMade() {
        Path file = Path.of("/proc/wavry/identity");
        assumeTrue(Files.isDirectory(Path.of("/proc")));
        IdentityFileException refused =
                assertThrows(IdentityFileException.class, () -> IdentityFile.loadOrCreate(file, Ends.seeded(2)));
        assertEquals(Problem.UNWRITABLE, refused.problem());
        assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
    }

    @Test
    void shouldSayWhyWhenTheFolderIsAFile() throws IOException {
        Path folderThatIsNone = Files.createFile(folder.resolve("file"));
        IdentityFileException refused = assertThrows(
                IdentityFileException.class,
                () -> IdentityFile.create(folderThatIsNone.resolve("identity"), identity()));
        assertEquals(Problem.UNWRITABLE, refused.problem());
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        IdentityFileException refused =
                assertThrows(IdentityFileException.class, () -> IdentityFile.load(folder.resolve("nothing")));
        assertEquals(Problem.UNREADABLE, refused.problem());
        assertTrue(refused.getMessage().contains("wavry keygen"), refused.getMessage());
    }
}
