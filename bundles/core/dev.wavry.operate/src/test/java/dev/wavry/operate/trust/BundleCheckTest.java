package dev.wavry.operate.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of bad bundle is refused with the reason, and a good one is let in byte by byte. */
@Timeout(60)
class BundleCheckTest {
    private static final Quota SMALL = new Quota(1 << 20, 4L << 20, 40, 50);

    @TempDir
    static Path folder;

    private static Keys known;
    private static Keys stranger;
    private static Keys expired;
    private static TrustStore trust;
    private static byte[] good = {};

    @BeforeAll
    static void makeKeys() throws Exception {
        known = Keys.make(folder, "known", "-validity", "3650");
        stranger = Keys.make(folder, "stranger", "-validity", "3650");
        expired = Keys.make(folder, "expired", "-startdate", "-2y", "-validity", "30");
        trust = new TrustStore(folder.resolve("trust"));
        trust.add(known.certificate(), "acme");
        trust.add(expired.certificate(), "old");
        good = known.sign(Jars.zip(Jars.bundle()));
        Files.createDirectory(folder.resolve("scratch"));
    }

    @AfterEach
    void shouldLeaveNothingBehind() throws Exception {
        try (var left = Files.list(folder.resolve("scratch"))) {
            assertEquals(0, left.count(), "files are left in the scratch folder");
        }
    }

    private static BundleCheck check() {
        return new BundleCheck(trust, folder.resolve("scratch"), SMALL, Clock.systemUTC());
    }

    private static void refused(byte[] jar, String why) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> check().bytes(jar, false));
        assertEquals(ErrorKind.NOT_TRUSTED, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal::getMessage);
    }

    @Test
    void shouldLetABundleInThatIsSignedByATrustedKey() throws Exception {
        Checked checked = check().bytes(good, false);
        assertEquals("io.acme.codec 1.2.0", checked.bundle());
        assertEquals("acme", checked.signer());
        assertArrayEquals(good, checked.bytes());
        assertEquals(Signer.digest(good), checked.digest());
    }

    @Test
    void shouldRefuseAnEntryThatWasChanged() throws Exception {
        refused(Jars.with(good, "io/acme/Codec.class", Jars.bytes("evil class")), "io/acme/Codec.class");
    }

    @Test
    void shouldRefuseAnUnsignedBundleUnlessInDeveloperMode() throws Exception {
        byte[] unsigned = Jars.zip(Jars.bundle());
        refused(unsigned, "is not signed");
        assertEquals("", check().bytes(unsigned, true).signer());
    }

    @Test
    void shouldRefuseASignerNobodyTrustsUnlessInDeveloperMode() throws Exception {
        byte[] strange = stranger.sign(Jars.zip(Jars.bundle()));
        refused(strange, "CN=stranger");
        assertEquals("", check().bytes(strange, true).signer());
    }

    @Test
    void shouldRefuseATamperedBundleInDeveloperModeToo() throws Exception {
        byte[] bad = Jars.with(good, "io/acme/Codec.class", Jars.bytes("evil class"));
        assertThrows(RefusedException.class, () -> check().bytes(bad, true));
    }

    @Test
    void shouldRefuseATruncatedFile() {
        for (int length : new int[] {0, 10, good.length / 2, good.length - 1}) {
            refused(Arrays.copyOf(good, length), "no complete ZIP file");
        }
    }

    @Test
    void shouldRefuseWhatUnpacksToFarMoreThanItsSize() throws Exception {
        Map<String, byte[]> bomb = Jars.bundle();
        bomb.put("zeros", new byte[2 << 20]);
        refused(known.sign(Jars.zip(bomb)), "unpacks to far more");
        bomb.put("zeros", new byte[(1 << 20) - 1]);
        for (int i = 0; i < 4; i++) {
            bomb.put("zeros" + i, new byte[(1 << 20) - 1]);
        }
        refused(known.sign(Jars.zip(bomb)), "unpacks to far more");
    }

    @Test
    void shouldRefuseAnEntryThatIsThereTwice() throws Exception {
        byte[] two = known.sign(Jars.zip(Jars.bundle()));
        refused(Jars.patched(two, "io/acme/Other.class", "io/acme/Codec.class"), "is there twice");
        refused(Jars.patched(two, "io/acme/Other.class", "io/acme/CODEC.class"), "is there twice");
    }

    @Test
    void shouldRefuseAnAddedEntry() throws Exception {
        refused(Jars.with(good, "io/acme/Evil.class", Jars.bytes("evil")), "io/acme/Evil.class");
    }

    @Test
    void shouldRefuseARemovedEntry() throws Exception {
        refused(Jars.with(good, "io/acme/Other.class", null), "was removed");
    }

    @Test
    void shouldRefuseTwoSigners() throws Exception {
        refused(stranger.sign(good), "2 signature files");
    }

    @Test
    void shouldRefuseACertificateThatExpired() throws Exception {
        refused(expired.sign(Jars.zip(Jars.bundle())), "expired");
    }

    @Test
    void shouldRefuseWhatIsNoBundle() throws Exception {
        Map<String, byte[]> plain = Jars.bundle();
        plain.put(Jars.MANIFEST, Jars.bytes("Manifest-Version: 1.0\r\n\r\n"));
        refused(known.sign(Jars.zip(plain)), "no OSGi bundle");
        refused(Jars.bytes("this is a letter, not a bundle"), "no complete ZIP file");
    }

    @Test
    void shouldRefuseTooManyEntriesAndTooLargeFiles() throws Exception {
        Map<String, byte[]> many = Jars.bundle();
        for (int i = 0; i < 50; i++) {
            many.put("e" + i, Jars.bytes("x"));
        }
        refused(known.sign(Jars.zip(many)), "entries");
        Map<String, byte[]> large = Jars.bundle();
        large.put("noise", Jars.noise(2 << 20));
        refused(known.sign(Jars.zip(large)), "are allowed");
    }

    @Test
    void shouldRefuseNamesThatLeadElsewhere() throws Exception {
        for (String name : new String[] {"../outside", "/etc/passwd", "a/../../b", "c:\\x", "a/./b"}) {
            Map<String, byte[]> entries = Jars.bundle();
            entries.put(name, Jars.bytes("x"));
            refused(known.sign(Jars.zip(entries)), "leads elsewhere");
        }
    }

    @Test
    void shouldRefuseAManifestThatIsNotTheSignedOne() throws Exception {
        String manifest = new String(Jars.unzip(good).get(Jars.MANIFEST));
        byte[] changed = Jars.bytes(manifest.replace("Bundle-Version: 1.2.0", "Bundle-Version: 9.2.0"));
        refused(Jars.with(good, Jars.MANIFEST, changed), "It is not as it was signed");
        byte[] longer = Jars.bytes(manifest + "Name: ghost\r\nSHA-256-Digest: AAAA\r\n\r\n");
        refused(Jars.with(good, Jars.MANIFEST, longer), "It is not as it was signed");
    }

    @Test
    void shouldRefuseWeakDigests() throws Exception {
        refused(known.sign(Jars.zip(Jars.bundle()), "SHA-1"), "no digest of SHA-256 or better");
    }

    @Test
    void shouldRefuseBytesBeforeBetweenAndBehindTheEntries() throws Exception {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.write(Jars.bytes("#!/bin/sh\n"));
        before.write(good);
        refused(before.toByteArray(), "directory is not where it says");
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        behind.write(good);
        behind.write(Jars.bytes("more"));
        refused(behind.toByteArray(), "no complete ZIP file");
    }

    @Test
    void shouldRefuseAnEntryThatReadersOfHeadersSeeUnderAnotherName() throws Exception {
        refused(Jars.patchedLast(good, "io/acme/Other.class", "io/acme/Third.class"), "another one than the directory");
    }

    @Test
    void shouldRefuseASignatureThatIsBroken() throws Exception {
        Map<String, byte[]> entries = Jars.unzip(good);
        byte[] block = entries.get("META-INF/KNOWN.EC").clone();
        block[block.length - 5] ^= 1;
        entries.put("META-INF/KNOWN.EC", block);
        refused(Jars.zip(entries), "It is not as it was signed");
        entries.remove("META-INF/KNOWN.EC");
        refused(Jars.zip(entries), "0 signatures");
    }

    @Test
    void shouldTrustAKeyNoLongerOnceItIsRemoved() throws Exception {
        TrustStore own = new TrustStore(folder.resolve("own-trust"));
        own.add(known.certificate(), "acme");
        assertThrows(RefusedException.class, () -> own.add(known.certificate(), "acme"));
        assertThrows(RefusedException.class, () -> own.add(known.certificate(), "../acme"));
        own.remove("acme");
        BundleCheck check = new BundleCheck(own, folder.resolve("scratch"), SMALL, Clock.systemUTC());
        assertThrows(RefusedException.class, () -> check.bytes(good, false));
    }

    @Test
    void shouldPutNoControlCharactersOfAStrangerIntoItsAnswer() throws Exception {
        Keys forger = Keys.make(folder, "forger", "-dname", "CN=acme\\0D0\\0A\\1B[2J\\C2\\85", "-validity", "3650");
        plain(forger.sign(Jars.zip(Jars.bundle())), "CN=acme 0 ?[2J");
        for (String odd : new String[] {"a\rb", "a\u001b[2J", "a\u009b2J", "a\u0085b", "a\u2028b", "a\u007f"}) {
            Map<String, byte[]> entries = Jars.bundle();
            entries.put(odd, Jars.bytes("x"));
            plain(Jars.zip(entries), "leads elsewhere");
        }
        Map<String, byte[]> version = Jars.bundle();
        version.put(
                Jars.MANIFEST,
                Jars.bytes(
                        "Manifest-Version: 1.0\r\nBundle-ManifestVersion: 2\r\nBundle-SymbolicName: io.acme.codec\r\n"
                                + "Bundle-Version: 1.\u001b[2J\r\n\r\n"));
        plain(Jars.zip(version), "is no version");
    }

    private static void plain(byte[] jar, String why) {
        RefusedException refusal = assertThrows(RefusedException.class, () -> check().bytes(jar, false));
        String text = String.valueOf(refusal.getMessage());
        assertTrue(text.contains(why), text);
        assertTrue(text.chars().noneMatch(Printable::isControl), text);
    }
}
