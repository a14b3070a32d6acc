package dev.wavry.operate.trust;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/**
 * A key pair with a certificate that {@code keytool} made.
 *
 * @param file the key store
 */
public record Keys(String name, Path file) {
    /** Of the key store. */
    public static final String WORD = "changeit";

    /** @param more arguments of keytool, such as when the certificate begins to be valid */
    public static Keys make(Path folder, String name, String... more) throws IOException, InterruptedException {
        Keys keys = new Keys(name, folder.resolve(name + ".p12"));
        List<String> words = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-groupname"));
        words.addAll(List.of("secp256r1", "-dname", "CN=" + name, "-storetype", "PKCS12"));
        words.addAll(List.of(more));
        keys.tool(words);
        return keys;
    }

    private void tool(List<String> words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        all.addAll(words);
        all.addAll(List.of("-keystore", file.toString(), "-storepass", WORD));
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("keytool failed: " + said);
        }
    }

    /** Its certificate. */
    public Path certificate() throws IOException, InterruptedException {
        Path pem = file.resolveSibling(name + ".pem");
        tool(List.of("-exportcert", "-rfc", "-alias", name, "-file", pem.toString()));
        return pem;
    }

    /** Signs a jar. */
    public byte[] sign(byte[] jar) throws IOException, GeneralSecurityException {
        return sign(jar, "SHA-256");
    }

    byte[] sign(byte[] jar, String digest) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, WORD.toCharArray());
        }
        var entry =
                (KeyStore.PrivateKeyEntry) store.getEntry(name, new KeyStore.PasswordProtection(WORD.toCharArray()));
        Path unsigned = Files.createTempFile(file.getParent(), "sign", ".jar");
        Files.write(unsigned, jar);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipFile zip = new ZipFile(unsigned.toFile());
                OutputStream to = out) {
            new JarSigner.Builder(entry)
                    .digestAlgorithm(digest)
                    .signatureAlgorithm("SHA256withECDSA")
                    .signerName(name.toUpperCase(java.util.Locale.ROOT))
                    .build()
                    .sign(zip, to);
        }
        Files.delete(unsigned);
        return out.toByteArray();
    }
}
