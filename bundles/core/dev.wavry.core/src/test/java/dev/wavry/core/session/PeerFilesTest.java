package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.SessionReason;
import dev.wavry.api.WavryException;
import dev.wavry.rift.CloseReason;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class PeerFilesTest {
    private static final WavryId ONE = Identity.generate(World.RANDOM).id();
    private static final WavryId TWO = Identity.generate(World.RANDOM).id();
    private static final InetSocketAddress HERE = InetSocketAddress.createUnresolved("host.example", 4000);
    private static final InetSocketAddress THERE = InetSocketAddress.createUnresolved("host.example", 4001);

    @TempDir
    Path folder;

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
        assertNull(new Authorized(List.of(), file).refuse(ONE));
        String words = new Authorized(List.of(), file).refuse(TWO);
        assertNotNull(words);
        assertTrue(words.contains(TWO.toString()), words);
        assertNull(new Authorized(List.of(TWO.toString()), file).refuse(TWO));
        assertNotNull(new Authorized(List.of(), null).refuse(ONE));
    }

    @Test
    void shouldReadTheFileAgainWhenItChanged() throws Exception {
        Path file = file("");
        touch(file, 1);
        Authorized authorized = new Authorized(List.of(), file);
        assertNotNull(authorized.refuse(ONE));
        file(ONE + "\n");
        touch(file, 2);
        assertNull(authorized.refuse(ONE));
        file(TWO + "\n");
        touch(file, 3);
        assertNotNull(authorized.refuse(ONE));
        assertNull(authorized.refuse(TWO));
        Files.delete(file);
        assertNotNull(authorized.refuse(TWO));
    }

    @Test
    void shouldReadAFileThatIsMadeLater() throws Exception {
        Path file = folder.resolve("list");
        Authorized authorized = new Authorized(List.of(), file);
        assertNotNull(authorized.refuse(ONE));
        file(ONE + "\n");
        assertNull(authorized.refuse(ONE));
    }

    @Test
    void shouldKeepEverybodyOutWhileTheFileIsBroken() throws Exception {
        Path file = file(ONE + "\n");
        touch(file, 1);
        Authorized authorized = new Authorized(List.of(TWO.toString()), file);
        assertNull(authorized.refuse(ONE));
        file(ONE + "\nnonsense\n");
        touch(file, 2);
        assertNotNull(authorized.refuse(ONE));
        assertNull(authorized.refuse(TWO), "who is named on the command line is not in the file");
        file(ONE + "\n");
        touch(file, 3);
        assertNull(authorized.refuse(ONE));
    }

    @Test
    void shouldSayWhichLineOfTheFileIsWrong() throws Exception {
        Path file = file("# people\nnonsense\n");
        WavryException e = assertThrows(WavryException.class, () -> new Authorized(List.of(), file));
        assertEquals(ErrorKind.USAGE, e.kind());
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
        WavryException named = assertThrows(WavryException.class, () -> new Authorized(List.of("nonsense"), null));
        assertTrue(named.getMessage().contains("--authorize"), named.getMessage());
    }

    @Test
    void shouldNotReadHugeFilesOrFolders() throws Exception {
        Path file = file("#".repeat(2 << 20));
        assertTrue(assertThrows(WavryException.class, () -> new Authorized(List.of(), file))
                .getMessage()
                .contains("1 MiB"));
        assertTrue(assertThrows(WavryException.class, () -> new KnownHosts(file).find(HERE))
                .getMessage()
                .contains("1 MiB"));
        assertEquals(
                ErrorKind.NOT_PERMITTED,
                assertThrows(WavryException.class, () -> new Authorized(List.of(), folder))
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

    @Test
    void shouldMeasureRatesOverHalfASecondAtLeast() {
        AtomicLong clock = new AtomicLong(5);
        Rates rates = new Rates(clock::get);
        clock.addAndGet(400_000_000L);
        rates.update(1_000, 10);
        assertEquals(0, rates.kbps(), "too early to tell");
        clock.addAndGet(600_000_000L);
        rates.update(125_000, 60);
        assertEquals(1000, rates.kbps(), 0.001);
        assertEquals(60, rates.framesPerSecond(), 0.001);
        clock.addAndGet(2_000_000_000L);
        rates.update(125_000, 60);
        assertEquals(0, rates.kbps());
        assertEquals(0, rates.framesPerSecond());
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void shouldGiveEveryReasonOfTheWireAMeaningForPeople(CloseReason reason) {
        for (boolean byPeer : new boolean[] {true, false}) {
            for (boolean host : new boolean[] {true, false}) {
                SessionReason meaning = Reasons.of(reason, byPeer, host);
                assertTrue(!meaning.sentence().isEmpty(), reason + " means " + meaning);
            }
        }
    }
}
