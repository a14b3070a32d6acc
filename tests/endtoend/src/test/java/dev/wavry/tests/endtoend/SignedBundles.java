package dev.wavry.tests.endtoend;

import dev.wavry.lab.LabException;
import dev.wavry.lab.Program;
import dev.wavry.lab.Wavry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A signing key, and newer versions of the codec "raw" of the product signed by it with the tools that the documentation names. */
final class SignedBundles implements AutoCloseable {
    private static final Path PRODUCT = Path.of(System.getProperty("wavry.root"), "distribution/target/wavry/bundles");
    private static final String RAW = "dev.wavry.codec.raw";
    /** Of the key store. */
    static final String WORD = "changeit";

    private final Path folder;

    SignedBundles() throws IOException {
        folder = Files.createTempDirectory("wavry-signed");
        tool(
                "keytool",
                List.of(
                        "-genkeypair",
                        "-alias",
                        "acme",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=acme",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys(),
                        "-storepass",
                        WORD));
        tool(
                "keytool",
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        "acme",
                        "-keystore",
                        keys(),
                        "-storepass",
                        WORD,
                        "-file",
                        certificate().toString()));
    }

    String keys() {
        return folder.resolve("keys.p12").toString();
    }

    Path certificate() {
        return folder.resolve("acme.pem");
    }

    private static void tool(String name, List<String> words) {
        Path path = Path.of(System.getProperty("java.home"), "bin", name);
        try (Program program = Program.start(
                Map.of(),
                Stream.concat(Stream.of(path.toString()), words.stream()).toList())) {
            if (program.awaitExit(Wavry.PATIENCE) != 0) {
                throw new LabException(name + " failed: " + program.tail());
            }
        }
    }

    /** The codec with another version, not signed. */
    Path unsigned(String version) throws IOException {
        return unsigned(RAW, version);
    }

    private Path unsigned(String name, String version) throws IOException {
        Path out = folder.resolve(name + "-" + version + "-unsigned.jar");
        try (ZipFile from = new ZipFile(shipped(name).toFile());
                OutputStream file = Files.newOutputStream(out);
                ZipOutputStream to = new ZipOutputStream(file)) {
            for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                try (InputStream in = from.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    to.write(entry.getName().equals("META-INF/MANIFEST.MF") ? versioned(bytes, version) : bytes);
                    to.closeEntry();
                }
            }
        }
        return out;
    }

    private static byte[] versioned(byte[] manifest, String version) {
        String text = new String(manifest, StandardCharsets.UTF_8);
        return text.replaceFirst("Bundle-Version: [^\r\n]*", "Bundle-Version: " + version)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Path shipped(String name) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(PRODUCT, name + "[-_]*.jar")) {
            return jars.iterator().next();
        }
    }

    /** The codec with another version, signed. */
    Path signed(String version) throws IOException {
        return signed(RAW, version);
    }

    /** A bundle of the product with another version, signed. */
    Path signed(String name, String version) throws IOException {
        Path out = folder.resolve(name + "-" + version + ".jar");
        tool(
                "jarsigner",
                List.of(
                        "-keystore",
                        keys(),
                        "-storepass",
                        WORD,
                        "-signedjar",
                        out.toString(),
                        unsigned(name, version).toString(),
                        "acme"));
        return out;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
