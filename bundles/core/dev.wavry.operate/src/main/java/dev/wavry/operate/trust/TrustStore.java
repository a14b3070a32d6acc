package dev.wavry.operate.trust;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.set.Durable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys whose bundles are installed: one certificate a file in a folder that only its owner may write. A key is trusted as it is,
 * whoever certified it. Safe from any thread.
 */
public final class TrustStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String SUFFIX = ".pem";
    private static final long LARGEST_BYTES = 64 << 10;

    private final Path folder;

    /** The keys in a folder, which need not exist yet. */
    public TrustStore(Path folder) {
        this.folder = folder;
    }

    /** All signers by name. */
    public List<Signer> all() throws IOException {
        List<Signer> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    found.add(read(name.substring(0, name.length() - SUFFIX.length()), file));
                }
            }
        }
        found.sort(Comparator.comparing(Signer::name));
        return found;
    }

    private static Signer read(String name, Path file) throws IOException {
        try {
            return new Signer(name, certificate(file));
        } catch (CertificateException e) {
            throw new IOException("'" + file + "' holds no certificate: remove it");
        }
    }

    /** Who has this key, if anybody who is trusted. */
    Optional<Signer> find(X509Certificate certificate) throws IOException {
        String wanted = Signer.fingerprint(certificate);
        return all().stream().filter(s -> s.fingerprint().equals(wanted)).findFirst();
    }

    /** Trusts one more key. */
    public Signer add(Path file, String name) throws IOException, RefusedException {
        check(name);
        Path target = folder.resolve(name + SUFFIX);
        if (Files.exists(target)) {
            throw new RefusedException(
                    ErrorKind.USAGE,
                    "A signer '" + name + "' is trusted already",
                    "Remove it first or choose another name");
        }
        try {
            Signer signer = new Signer(name, certificate(file));
            Durable.ownFolder(folder);
            Durable.write(target, pem(signer.certificate()));
            return signer;
        } catch (CertificateException e) {
            throw new RefusedException(
                    ErrorKind.USAGE,
                    "'" + file + "' holds no X.509 certificate",
                    "Export one with keytool -exportcert -rfc");
        }
    }

    /** Trusts a key no longer; what it signed stays installed. */
    public void remove(String name) throws IOException, RefusedException {
        check(name);
        if (!Files.deleteIfExists(folder.resolve(name + SUFFIX))) {
            throw new RefusedException(
                    ErrorKind.NO_SUCH_PART, "There is no signer '" + name + "'", "See wavry trust list");
        }
        Durable.sync(folder);
    }

    private static void check(String name) throws RefusedException {
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException(
                    ErrorKind.USAGE,
                    "'" + name + "' is no name for a signer",
                    "Use up to 64 letters, digits, dots, dashes and underscores");
        }
    }

    private static X509Certificate certificate(Path file) throws IOException, CertificateException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new CertificateException("too large");
        }
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private static byte[] pem(X509Certificate certificate) throws CertificateException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
        return ("-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
