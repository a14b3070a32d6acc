package dev.wavry.operate.set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Role;
import dev.wavry.operate.trust.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetStoreTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private SetStore store;
    private Journal journal;

    @BeforeEach
    void prepare() throws IOException {
        store = new SetStore(folder.resolve("bundles"));
        store.prepare();
        journal = new Journal(folder.resolve("bundles/journal"), CLOCK);
    }

    private BundleSet.Added kept(String name, String version) throws IOException {
        byte[] bytes = (name + version).getBytes(StandardCharsets.UTF_8);
        store.keep(bytes, Signer.digest(bytes));
        return new BundleSet.Added(Signer.digest(bytes), name, version, "me");
    }

    private BundleSet rich() throws IOException {
        return BundleSet.SHIPPED
                .with(kept("a.codec", "1.0.0"))
                .withoutShipped("b.codec")
                .pin("a.codec", true)
                .favour(Role.ENCODER, "a.codec");
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        BundleSet committed = store.commit(rich());
        assertEquals(1, committed.generation());
        assertEquals(committed, store.current());
        assertEquals(Optional.of(committed), store.generation(1));
        assertEquals("me", committed.find("a.codec").orElseThrow().signer());
    }

    @Test
    void shouldTakeADamagedSetForNone() throws IOException {
        byte[] text = rich().text();
        for (int length = 0; length < text.length; length++) {
            assertTrue(BundleSet.parse(Arrays.copyOf(text, length)).isEmpty(), "cut at " + length);
        }
        byte[] changed = text.clone();
        changed[text.length / 2] ^= 1;
        assertTrue(BundleSet.parse(changed).isEmpty());
    }

    @Test
    void shouldGoBackToTheNewestSetThatMeantSomethingElse() throws IOException {
        BundleSet first = store.commit(BundleSet.SHIPPED.with(kept("a.codec", "1.0.0")));
        store.commit(first.with(kept("a.codec", "2.0.0")));
        store.commit(store.current());
        assertEquals(
                "1.0.0",
                store.before().orElseThrow().find("a.codec").orElseThrow().version());
        store.commit(store.before().orElseThrow());
        assertEquals(
                "2.0.0",
                store.before().orElseThrow().find("a.codec").orElseThrow().version());
    }

    @Test
    void shouldKeepBundlesThatAGenerationNeedsAndNoOthers() throws IOException {
        BundleSet.Added old = kept("a.codec", "1.0.0");
        BundleSet.Added stray = kept("stray", "1.0.0");
        store.commit(BundleSet.SHIPPED.with(old));
        store.commit(BundleSet.SHIPPED);
        store.tidy();
        assertTrue(Files.exists(store.file(old.digest())));
        assertFalse(Files.exists(store.file(stray.digest())));
        for (int i = 0; i < 25; i++) {
            store.commit(BundleSet.SHIPPED.pin("p" + i, true));
        }
        store.tidy();
        assertFalse(Files.exists(store.file(old.digest())));
        assertTrue(store.generation(2).isEmpty());
    }

    @Test
    void shouldMendAKeptBundleThatWasTornAndRefuseToReadOne() throws IOException {
        BundleSet.Added added = kept("a.codec", "1.0.0");
        Files.writeString(store.file(added.digest()), "torn");
        assertThrows(IOException.class, () -> store.bytes(added.digest()));
        kept("a.codec", "1.0.0");
        assertArrayEquals("a.codec1.0.0".getBytes(StandardCharsets.UTF_8), store.bytes(added.digest()));
    }

    @Test
    void shouldBeForItsOwnerOnly() throws IOException {
        assertEquals(
                "rwx------",
                java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(store.folder())));
        try (SetStore.Lock lock = store.lock()) {
            assertNotNull(lock);
        }
    }

    @Test
    void shouldTellWhoDidWhatAndWhatCameOfIt() throws IOException {
        journal.begin("socket:ann", "install", "/tmp/a b\tc.jar").end("done", "abc", "");
        journal.begin("deploy folder", "update", "x.jar").end("refused", "", "It is not signed.\nReally");
        journal.begin("socket:ann", "rollback", "");
        List<Journal.Entry> all = journal.history();
        assertEquals(
                new Journal.Entry(
                        1, "2026-01-02T03:04:05Z", "socket:ann", "install", "/tmp/a b\tc.jar", "abc", "done", ""),
                all.get(0));
        assertEquals("It is not signed.\nReally", all.get(1).text());
        assertEquals(Journal.CUT_SHORT, all.get(2).outcome());
    }

    @Test
    void shouldReadAJournalThatACrashToreApartAnywhere() throws IOException {
        journal.begin("ann", "install", "a").end("done", "", "");
        journal.begin("ann", "install", "b").end("done", "", "");
        byte[] whole = Files.readAllBytes(folder.resolve("bundles/journal"));
        for (int length = 0; length <= whole.length; length++) {
            Path torn = folder.resolve("torn");
            Files.write(
                    torn,
                    Arrays.copyOf(whole, length),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            Journal again = new Journal(torn, CLOCK);
            int before = again.history().size();
            again.begin("ann", "remove", "c").end("done", "", "");
            List<Journal.Entry> all = again.history();
            assertEquals(before + 1, all.size(), "cut at " + length);
            assertEquals("remove", all.get(before).action());
            assertEquals("done", all.get(before).outcome());
        }
    }
}
