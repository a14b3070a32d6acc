package dev.wavry.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ClientGrant;
import dev.wavry.api.KnownHost;
import dev.wavry.api.Right;
import dev.wavry.api.WavryException;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be written of a client and of a host, and what becomes of nonsense. */
@Timeout(60)
class ClientLineTest {
    private static final WavryId ID = Identity.generate(new SecureRandom()).id();
    private static final WavryId OTHER = Identity.generate(new SecureRandom()).id();
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    Path folder;

    private static Client client(String rest) {
        Client client = Client.ofLine(ID + rest);
        assertEquals(client, Client.ofLine(client.line()), "what is written is read");
        return client;
    }

    @Test
    void shouldGiveTheUsualRightsToABareId() {
        assertEquals(Client.usual(ID), client(" # my laptop"));
        assertFalse(Right.USUAL.contains(Right.ADMIN));
        assertNull(Client.ofLine("   # nobody"));
        assertNull(Client.ofLine(""));
    }

    @Test
    void shouldReadAllThatCanBeSaidOfAClient() {
        Client client = client(" name=\"Bert's #1 \\\"big\\\" \\\\ one\" rights=view,audio expires=2026-05-01T12:00:01Z"
                + " from=192.168.0.0/16,fd00::/8,10.1.2.3");
        assertEquals("Bert's #1 \"big\" \\ one", client.name());
        assertEquals(Set.of(Right.VIEW, Right.AUDIO), client.rights());
        assertEquals(NOW.plusSeconds(1), client.expires());
        assertEquals(client, Client.of(client.grant()));
    }

    @Test
    void shouldLetNobodyInAfterTheLastMoment() throws Exception {
        Client client = client(" expires=2026-05-01T12:00:00Z");
        assertNull(client.objection(null, NOW.minusNanos(1)));
        assertTrue(client.objection(null, NOW).contains("expired"));
        Client day = client(" expires=2026-05-01");
        assertNull(day.objection(null, Instant.parse("2026-04-30T00:00:00Z")));
        assertTrue(day.objection(null, Instant.parse("2026-05-03T00:00:00Z")).contains("expired"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.0.0/16,192.168.255.1,true",
        "192.168.0.0/16,192.169.0.1,false",
        "10.1.2.3,10.1.2.3,true",
        "10.1.2.3,10.1.2.4,false",
        "0.0.0.0/0,8.8.8.8,true",
        "0.0.0.0/0,::1,false",
        "fd00::/8,fd12::1,true",
        "fd00::/8,fe80::1,false",
        "10.0.0.0/8,::ffff:10.2.3.4,true",
        "172.16.0.0/12,172.31.0.1,true",
        "172.16.0.0/12,172.32.0.1,false"
    })
    void shouldLetInOnlyFromTheNetworksNamed(String network, String address, boolean inside) throws Exception {
        Client client = client(" from=" + network);
        assertEquals(inside, client.objection(InetAddress.getByName(address), NOW) == null);
        assertTrue(client.objection(null, NOW) != null, "whoever has no address comes from nowhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " laptop",
                " rights=",
                " rights=view,fly",
                " rights=view rights=admin",
                " expires=soon",
                " expires=2026-13-01",
                " from=",
                " from=host.example",
                " from=10.0.0.1/8",
                " from=10.0.0.0/33",
                " from=10.0.0.0/-1",
                " from=999.0.0.0/8",
                " from=:::/8",
                " name=\"open",
                " name=\"tab\t\"",
                " name=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                " colour=red"
            })
    void shouldRefuseWhatItDoesNotUnderstand(String rest) {
        assertThrows(IllegalArgumentException.class, () -> Client.ofLine(ID + rest));
    }

    @Test
    void shouldEitherReadOrRefuseWhatever() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = ID + " \"\\#=,/:.-name=rights=expires=from=viewcontrol0123456789\t\u00e4\u2028\ud83d";
        String whole = ID + " name=\"x y\" rights=view,control expires=2027-01-01T00:00:00Z from=10.0.0.0/8,fd00::/8";
        for (int round = 0; round < 200_000; round++) {
            StringBuilder line = new StringBuilder(round % 2 == 0 ? whole : ID + " ");
            for (int i = random.nextInt(12); i >= 0; i--) {
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                int at = random.nextInt(line.length() + 1);
                if (random.nextBoolean() && at < line.length()) {
                    line.setCharAt(at, c);
                } else {
                    line.insert(at, c);
                }
            }
            readOrRefused(line.toString(), seed);
        }
    }

    private static void readOrRefused(String line, long seed) {
        try {
            Client client = Client.ofLine(line);
            if (client != null) {
                assertEquals(client, Client.ofLine(client.line()), "seed " + seed);
            }
        } catch (IllegalArgumentException e) {
            assertFalse(e.getMessage().length() > 400, "seed " + seed + ": " + e.getMessage());
        }
    }

    @Test
    void shouldNotSplitALineThatIsTooLong() {
        assertThrows(IllegalArgumentException.class, () -> Client.ofLine(ID + " name=" + "x".repeat(5000)));
        assertNull(Client.ofLine("# " + "x".repeat(5000)));
    }

    @Test
    void shouldChangeOneClientAndLeaveTheRestOfTheFile() throws Exception {
        Path file = folder.resolve("deep/authorized_clients");
        Lists lists = new Lists();
        lists.grant(file, ClientGrant.usual(ID.toString(), "one"));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                "nobody else reads it");
        Files.writeString(file, "# people\n" + ID + " name=one\n\n" + OTHER + " # two\n");
        lists.grant(
                file, new ClientGrant(ID.toString(), "new \"name\"", Set.of(Right.VIEW), NOW, List.of("10.0.0.0/8")));
        assertEquals(
                List.of(
                        "# people",
                        ID + " name=\"new \\\"name\\\"\" rights=view expires=2026-05-01T12:00:00Z from=10.0.0.0/8",
                        "",
                        OTHER + " # two"),
                Files.readAllLines(file));
        assertTrue(lists.revoke(file, ID.toString().toUpperCase(java.util.Locale.ROOT)));
        assertFalse(lists.revoke(file, ID.toString()));
        assertEquals(List.of(ClientGrant.usual(OTHER.toString(), "")), lists.clients(file));
    }

    @Test
    void shouldRemoveAClientWhoseLineIsBroken() throws Exception {
        Path file = Files.writeString(folder.resolve("list"), ID + " nonsense\n" + OTHER + "\n");
        Lists lists = new Lists();
        assertThrows(WavryException.class, () -> lists.clients(file));
        assertTrue(lists.revoke(file, ID.toString()));
        assertEquals(1, lists.clients(file).size());
    }

    @Test
    void shouldRefuseToWriteWhatCouldNotBeRead() {
        Path file = folder.resolve("list");
        Lists lists = new Lists();
        String id = ID.toString();
        assertThrows(WavryException.class, () -> lists.grant(file, ClientGrant.usual(id, "two\nlines")));
        assertThrows(WavryException.class, () -> lists.grant(file, new ClientGrant(id, "", Set.of(), null, List.of())));
        assertThrows(WavryException.class, () -> lists.remember(file, new KnownHost("a b", id, "")));
        assertThrows(WavryException.class, () -> lists.remember(file, new KnownHost("#a:1", id, "")));
        assertFalse(Files.exists(file));
    }

    @Test
    void shouldRememberRenameAndForgetHosts() throws Exception {
        Path file = Files.writeString(folder.resolve("known"), "# mine\nold:1 " + ID + "\nstray\n");
        Lists lists = new Lists();
        lists.remember(file, new KnownHost("desk:7400", OTHER.toString(), "my desk"));
        lists.remember(file, new KnownHost("old:1", ID.toString(), "old one"));
        assertEquals(
                List.of(
                        new KnownHost("old:1", ID.toString(), "old one"),
                        new KnownHost("desk:7400", OTHER.toString(), "my desk")),
                lists.hosts(file));
        assertTrue(lists.forget(file, "old:1"));
        assertFalse(lists.forget(file, "old:1"));
        assertEquals("# mine", Files.readAllLines(file).get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"%s\"",
                "\"%s\" name=box rights=view",
                "%s\u2003name=box",
                "\u2003%s\u3000rights=view # note",
                "%s\u001cname=box",
                "%s\"\" name=box",
                "%s#note"
            })
    void shouldRevokeEveryLineThatAdmits(String pattern) throws Exception {
        String line = String.format(pattern, ID);
        assertEquals(ID, Client.ofLine(line).id(), "the line admits");
        Path file = Files.writeString(folder.resolve("list"), OTHER + "\n" + line + "\n");
        assertTrue(new Lists().revoke(file, ID.toString()));
        assertEquals(List.of(OTHER.toString()), Files.readAllLines(file));
    }

    @Test
    void shouldRevokeALineThatCannotBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("list"), ID + " name=\"open\n" + OTHER + "\n");
        assertTrue(new Lists().revoke(file, ID.toString()));
        assertEquals(List.of(OTHER.toString()), Files.readAllLines(file));
    }

    @Test
    void shouldForgetAHostThatIsWrittenInQuotes() throws Exception {
        Path file = Files.writeString(folder.resolve("hosts"), "\"host.example:4000\"\u2003" + ID + "\n");
        assertEquals(1, new Lists().hosts(file).size());
        assertTrue(new Lists().forget(file, "host.example:4000"));
        assertEquals(List.of(), new Lists().hosts(file));
    }
}
