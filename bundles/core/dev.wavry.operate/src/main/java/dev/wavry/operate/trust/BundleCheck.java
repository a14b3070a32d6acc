package dev.wavry.operate.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/**
 * The one check between a file and the framework: a well-formed bundle, each entry of which is signed by the same key, which is trusted
 * (JAR File Specification, signed JAR files). What the signature does not cover, or covers and is gone, is a reason to refuse.
 */
public final class BundleCheck {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final List<String> STRONG = List.of("SHA-512", "SHA-384", "SHA-256");

    private final TrustStore trust;
    private final Path scratch;
    private final Quota quota;
    private final Clock clock;

    /**
     * @param scratch folder that only its owner may enter
     */
    public BundleCheck(TrustStore trust, Path scratch, Quota quota, Clock clock) {
        this.trust = trust;
        this.scratch = scratch;
        this.quota = quota;
        this.clock = clock;
    }

    /** Reads a file once and checks what was read. */
    public Checked file(Path file, boolean developer) throws IOException, RefusedException {
        try (InputStream in = Files.newInputStream(file)) {
            return bytes(in.readNBytes(quota.fileBytes() + 1), developer);
        }
    }

    /**
     * Checks bytes.
     *
     * @param developer lets bundles in that nobody who is trusted has signed, if they are sound otherwise
     */
    public Checked bytes(byte[] bytes, boolean developer) throws IOException, RefusedException {
        List<ZipShape.Entry> entries = ZipShape.check(bytes, quota);
        Path copy = Files.createTempFile(scratch, "check-", ".jar");
        try {
            Files.write(copy, bytes);
            return unpacked(copy, entries, bytes, developer);
        } finally {
            Files.delete(copy);
        }
    }

    /** Whatever cannot be read of a file that was just written is the fault of its bytes. */
    private Checked unpacked(Path copy, List<ZipShape.Entry> entries, byte[] bytes, boolean developer)
            throws RefusedException {
        try (JarFile jar = new JarFile(copy.toFile(), true)) {
            return checked(jar, entries, bytes, developer);
        } catch (SecurityException e) {
            throw tampered(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw tampered("it cannot be unpacked (" + e.getMessage() + ")");
        }
    }

    private Checked checked(JarFile jar, List<ZipShape.Entry> entries, byte[] bytes, boolean developer)
            throws IOException, RefusedException {
        Map<String, String> headers = headers(jar);
        String name = headers.get("bundle-symbolicname").split(";", 2)[0].strip();
        String version = version(headers.getOrDefault("bundle-version", "0.0.0"));
        boolean signed = entries.stream().anyMatch(e -> isSignature(e.name()));
        String signer = "";
        if (signed) {
            signer = signer(jar, entries, developer);
        } else if (developer) {
            entries(jar, entries, null);
        } else {
            throw RefusedException.untrusted(
                    "'" + name + " " + version + "' is not signed",
                    "Have it signed with jarsigner by somebody whom 'wavry trust list' names, or start with --developer");
        }
        return new Checked(bytes, Signer.digest(bytes), name, version, signer, headers);
    }

    private static Map<String, String> headers(JarFile jar) throws IOException, RefusedException {
        Manifest manifest = jar.getManifest();
        Map<String, String> headers = new HashMap<>();
        if (manifest != null) {
            manifest.getMainAttributes()
                    .forEach((key, value) -> headers.put(key.toString().toLowerCase(Locale.ROOT), value.toString()));
        }
        String name =
                headers.getOrDefault("bundle-symbolicname", "").split(";", 2)[0].strip();
        if (!"2".equals(headers.get("bundle-manifestversion")) || !name.matches("[A-Za-z0-9_.-]{1,200}")) {
            throw RefusedException.untrusted(
                    "The file is no OSGi bundle: its manifest names no Bundle-SymbolicName with Bundle-ManifestVersion 2",
                    "Build it with bnd, as docs/writing-a-codec.md shows");
        }
        return headers;
    }

    private static String version(String text) throws RefusedException {
        try {
            return Version.parseVersion(text.strip()).toString();
        } catch (IllegalArgumentException e) {
            throw RefusedException.untrusted("The file is no OSGi bundle: '" + text + "' is no version", "Mend it");
        }
    }

    private String signer(JarFile jar, List<ZipShape.Entry> entries, boolean developer)
            throws IOException, RefusedException {
        Set<String> names = entries.stream().map(ZipShape.Entry::name).collect(Collectors.toSet());
        oneSignature(names);
        sections(jar.getManifest(), names);
        X509Certificate[] first = new X509Certificate[1];
        entries(jar, entries, first);
        X509Certificate certificate = first[0];
        if (certificate == null) {
            throw tampered("nothing in it is signed");
        }
        wholeManifest(jar, names);
        valid(certificate);
        Optional<Signer> known = trust.find(certificate);
        if (known.isEmpty() && !developer) {
            throw RefusedException.untrusted(
                    "It is signed by '" + certificate.getSubjectX500Principal().getName() + "' with the key "
                            + Signer.fingerprint(certificate) + ", which is not trusted here",
                    "If you know whose key that is, add it with wavry trust add");
        }
        return known.map(Signer::name).orElse("");
    }

    private static void oneSignature(Set<String> names) throws RefusedException {
        long lists = names.stream().filter(BundleCheck::isList).count();
        long blocks = names.stream().filter(n -> isSignature(n) && !isList(n)).count();
        if (lists != 1 || blocks != 1) {
            throw tampered(
                    "it has " + lists + " signature files and " + blocks + " signatures; one of each is allowed");
        }
        if (!names.contains(MANIFEST)) {
            throw tampered("its manifest is not called " + MANIFEST);
        }
    }

    private static void sections(Manifest manifest, Set<String> names) throws RefusedException {
        for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
            if (!names.contains(section.getKey())) {
                throw tampered("the entry '" + section.getKey() + "' was removed");
            }
            if (strongest(section.getValue(), "-Digest") == null) {
                throw tampered("the entry '" + section.getKey() + "' has no digest of SHA-256 or better");
            }
        }
    }

    private static @Nullable String strongest(Attributes attributes, String suffix) {
        return STRONG.stream()
                .filter(algorithm -> attributes.getValue(algorithm + suffix) != null)
                .findFirst()
                .orElse(null);
    }

    /** Reads every entry, which is when the runtime verifies it; with {@code signer} each must be signed by the same certificate. */
    private static void entries(JarFile jar, List<ZipShape.Entry> entries, X509Certificate @Nullable [] signer)
            throws IOException, RefusedException {
        byte[] buffer = new byte[64 << 10];
        for (ZipShape.Entry entry : entries) {
            JarEntry file = jar.getJarEntry(entry.name());
            long size = 0;
            try (InputStream in = jar.getInputStream(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    size += n;
                    if (size > entry.unpacked()) {
                        throw tampered("the entry '" + entry.name() + "' is larger than it says");
                    }
                }
            }
            if (size != entry.unpacked()) {
                throw tampered("the entry '" + entry.name() + "' is smaller than it says");
            }
            boolean exempt = file.isDirectory() && size == 0
                    || isSignature(entry.name())
                    || entry.name().equals(MANIFEST);
            if (signer != null && !exempt) {
                signer[0] = sameSigner(file, signer[0]);
            }
        }
    }

    private static X509Certificate sameSigner(JarEntry file, @Nullable X509Certificate first) throws RefusedException {
        CodeSigner[] signers = file.getCodeSigners();
        if (signers == null || signers.length != 1) {
            throw tampered("the entry '" + file.getName() + "' is not covered by the signature, or by more than one");
        }
        X509Certificate one = (X509Certificate)
                signers[0].getSignerCertPath().getCertificates().get(0);
        if (first != null && !first.equals(one)) {
            throw tampered("the entry '" + file.getName() + "' is signed by somebody else than the others");
        }
        return one;
    }

    /** The Java runtime is content if sections of a manifest are signed; here all of it must be as it was signed. */
    private static void wholeManifest(JarFile jar, Set<String> names) throws IOException, RefusedException {
        String list = names.stream().filter(BundleCheck::isList).findFirst().orElseThrow();
        Attributes main = new Manifest(new ByteArrayInputStream(read(jar, list))).getMainAttributes();
        String algorithm = strongest(main, "-Digest-Manifest");
        try {
            boolean same = algorithm != null
                    && MessageDigest.isEqual(
                            Base64.getDecoder().decode(main.getValue(algorithm + "-Digest-Manifest")),
                            MessageDigest.getInstance(algorithm).digest(read(jar, MANIFEST)));
            if (!same) {
                throw tampered("its manifest is not the one that was signed");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw tampered("the digest of its manifest cannot be read");
        }
    }

    private static byte[] read(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
            return in.readAllBytes();
        }
    }

    private void valid(X509Certificate certificate) throws RefusedException {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
        } catch (CertificateExpiredException e) {
            throw RefusedException.untrusted(
                    "The certificate of its signer expired on " + certificate.getNotAfter(),
                    "Have it signed anew with a certificate that is valid");
        } catch (CertificateNotYetValidException e) {
            throw RefusedException.untrusted(
                    "The certificate of its signer is not valid before " + certificate.getNotBefore(),
                    "Check the clock of this machine");
        }
    }

    private static boolean isList(String name) {
        return isSignature(name) && name.toUpperCase(Locale.ROOT).endsWith(".SF");
    }

    private static boolean isSignature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.matches("META-INF/([^/]*\\.(SF|RSA|DSA|EC)|SIG-[^/]*)");
    }

    private static RefusedException tampered(String why) {
        return RefusedException.untrusted(
                "It is not as it was signed: " + why, "Get it again from where it comes from, or have it signed anew");
    }
}
