package dev.wavry.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PeerFilesTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final WavryId ONE = Identity.generate(RANDOM).id();
    private static final WavryId TWO = Identity.generate(RANDOM).id();
    private static final InetSocketAddress HERE = InetSocketAddress.createUnresolved("host.example", 4000);
    private static final InetSocketAddress THERE = InetSocketAddress.createUnresolved("host.example", 4001);

    @TempDir
    Path folder;

    private static Authorized authorized(List<String> ids, Path file) throws WavryException {
        return new Authorized(ids, file, InstantSource.system());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("list"), text);
    }

    /** Files that change twice within a tick of the clock look the same; people are slower. */
    private static void touch(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000L + seconds * 1000L));
    }

    @Test
    void shouldLetInWhoIsNamedAndWhoIsInTheFile() throws Exception {
        Path file = file("# people\n\n  " + ONE + "   # my laptop\n");
        assertTrue(authorized(List.of(), file).enters(ONE, null).admits());
        assertEquals(
                "its id is not known",
                authorized(List.of(), file).enters(TWO, null).objection());
        assertTrue(authorized(List.of(TWO.toString()), file).enters(TWO, null).admits());
        assertFalse(authorized(List.of(), null).enters(ONE, null).admits());
    }

    @Test
    void shouldReadTheFileAgainWhenItChanged() throws Exception {
        Path file = file("");
        touch(file, 1);
        Authorized authorized = authorized(List.of(), file);
        assertFalse(authorized.enters(ONE, null).admits());
        file(ONE + "\n");
        touch(file, 2);
        assertTrue(authorized.enters(ONE, null).admits());
        file(TWO + "\n");
        touch(file, 3);
        assertFalse(authorized.enters(ONE, null).admits());
        assertTrue(authorized.enters(TWO, null).admits());
        Files.delete(file);
        assertFalse(authorized.enters(TWO, null).admits());
    }

    @Test
    void shouldReadAFileThatIsMadeLater() throws Exception {
        Path file = folder.resolve("list");
        Authorized authorized = authorized(List.of(), file);
        assertFalse(authorized.enters(ONE, null).admits());
        file(ONE + "\n");
        assertTrue(authorized.enters(ONE, null).admits());
    }

    @Test
    void shouldKeepEverybodyOutWhileTheFileIsBroken() throws Exception {
        Path file = file(ONE + "\n");
        touch(file, 1);
        Authorized authorized = authorized(List.of(TWO.toString()), file);
        assertTrue(authorized.enters(ONE, null).admits());
        file(ONE + "\nnonsense\n");
        touch(file, 2);
        assertFalse(authorized.enters(ONE, null).admits());
        assertTrue(authorized.enters(TWO, null).admits(), "who is named on the command line is not in the file");
        file(ONE + "\n");
        touch(file, 3);
        assertTrue(authorized.enters(ONE, null).admits());
    }

    @Test
    void shouldSayWhichLineOfTheFileIsWrong() throws Exception {
        Path file = file("# people\nnonsense\n");
        WavryException e = assertThrows(WavryException.class, () -> authorized(List.of(), file));
        assertEquals(ErrorKind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
        WavryException named = assertThrows(WavryException.class, () -> authorized(List.of("nonsense"), null));
        assertTrue(named.getMessage().contains("--authorize"), named.getMessage());
    }

    @Test
    void shouldNotReadHugeFilesOrFolders() throws Exception {
        Path file = file("#".repeat(2 << 20));
        assertTrue(assertThrows(WavryException.class, () -> authorized(List.of(), file))
                .getMessage()
                .contains("1 MiB"));
        assertTrue(assertThrows(WavryException.class, () -> new KnownHosts(file).find(HERE))
                .getMessage()
                .contains("1 MiB"));
        assertEquals(
                ErrorKind.NOT_PERMITTED,
                assertThrows(WavryException.class, () -> authorized(List.of(), folder))
                        .kind());
        assertEquals(
                ErrorKind.NOT_PERMITTED,
                assertThrows(WavryException.class, () -> new KnownHosts(folder).find(HERE))
                        .kind());
    }

    @Test
    void shouldRememberHostsByAddressAndPort() throws Exception {
        Path file = folder.resolve("deep/known");
        KnownHosts known = new KnownHosts(file);
        assertEquals(Optional.empty(), known.find(HERE));
        known.pin(HERE, ONE);
        known.pin(HERE, TWO);
        known.pin(THERE, TWO);
        assertEquals(Optional.of(ONE), known.find(HERE), "what is pinned stays");
        assertEquals(Optional.of(TWO), known.find(THERE));
        assertEquals(2, Files.readAllLines(file).size());
    }

    @Test
    void shouldReadHostsThatPeopleWrote() throws Exception {
        KnownHosts known = new KnownHosts(file("# mine\n\nhost.example:4000\t" + ONE + " # desk\nstray\n"));
        assertEquals(Optional.of(ONE), known.find(HERE));
        assertEquals(Optional.empty(), known.find(THERE));
    }

    @Test
    void shouldSayThatAPinnedIdIsNone() throws Exception {
        KnownHosts known = new KnownHosts(file("host.example:4000 nonsense\n"));
        assertEquals(
                ErrorKind.KEY_FILE,
                assertThrows(WavryException.class, () -> known.find(HERE)).kind());
    }

    @Test
    void shouldRememberNothingWithoutAFile() throws Exception {
        KnownHosts known = new KnownHosts(null);
        known.pin(HERE, ONE);
        assertEquals(Optional.empty(), known.find(HERE));
    }

    @Test
    void shouldSayThatHostsCannotBeRemembered() throws Exception {
        Path blocked = file("x").resolve("known");
        WavryException e = assertThrows(WavryException.class, () -> new KnownHosts(blocked).pin(HERE, ONE));
        assertEquals(ErrorKind.DISK, e.kind());
    }
}
