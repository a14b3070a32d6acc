package dev.wavry.operate.repo;

import dev.wavry.operate.trust.Signer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Makes the index of a folder of bundles and signs it. A framework of its own reads their manifests, so that the index says what a
 * framework will say; nothing in it is started.
 */
public final class Indexer {
    private final ClassLoader frameworks;
    private final Clock clock;

    /** @param frameworks class loader that has a framework to be launched */
    public Indexer(ClassLoader frameworks, Clock clock) {
        this.frameworks = frameworks;
        this.clock = clock;
    }

    /**
     * Writes {@code index.xml} and {@code index.xml.sig} into a folder.
     *
     * @param keys a PKCS #12 file
     * @param alias which key of it
     * @return what stands in it
     */
    public Index make(Path folder, Path keys, String alias, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, password);
        }
        if (!(store.getKey(alias, password) instanceof PrivateKey key)
                || !(store.getCertificate(alias) instanceof X509Certificate certificate)) {
            throw new GeneralSecurityException("it has no key '" + alias + "' with a certificate");
        }
        Index index = new Index(
                String.valueOf(folder.toAbsolutePath().normalize().getFileName()), increment(folder), entries(folder));
        byte[] bytes = IndexWriter.write(index);
        byte[] signature = IndexSignature.sign(bytes, key, new Signer(alias, certificate).fingerprint());
        Files.write(folder.resolve(Repositories.INDEX), bytes);
        Files.write(folder.resolve(Repositories.SIGNATURE), signature);
        return index;
    }

    /** Larger than that of the index before, also if that one is gone. */
    private long increment(Path folder) throws IOException {
        long now = clock.instant().getEpochSecond();
        Path before = folder.resolve(Repositories.INDEX);
        try {
            return Files.exists(before)
                    ? Math.max(now, IndexReader.read(Files.readAllBytes(before)).increment() + 1)
                    : now;
        } catch (IndexReader.BadIndexException none) {
            return now;
        }
    }

    private List<Entry> entries(Path folder) throws IOException {
        Path storage = Files.createTempDirectory("wavry-index-");
        Framework framework = ServiceLoader.load(FrameworkFactory.class, frameworks)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no framework to read bundles with"))
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        try {
            framework.init();
            List<Entry> entries = new ArrayList<>();
            for (Path jar : jars(folder)) {
                entries.add(entry(framework, folder, jar));
            }
            framework.stop();
            framework.waitForStop(5_000);
            return entries;
        } catch (BundleException e) {
            throw new IOException("a framework does not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("somebody gave up waiting", e);
        } finally {
            try (Stream<Path> all = Files.walk(storage)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            files.forEach(jars::add);
        }
        jars.sort(Comparator.naturalOrder());
        return jars;
    }

    private static Entry entry(Framework framework, Path folder, Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        String file = folder.relativize(jar).toString();
        try {
            Bundle bundle =
                    framework.getBundleContext().installBundle("wavry:" + file, new ByteArrayInputStream(bytes));
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            Entry entry = new Entry();
            revision.getCapabilities(null)
                    .forEach(c -> entry.offer(c.getNamespace(), c.getDirectives(), plain(c.getAttributes())));
            entry.offer(
                    Entry.CONTENT,
                    Map.of(),
                    Map.of(
                            Entry.CONTENT,
                            Signer.digest(bytes),
                            "url",
                            file,
                            "size",
                            (long) bytes.length,
                            "mime",
                            "application/vnd.osgi.bundle"));
            revision.getRequirements(null)
                    .forEach(r -> entry.need(r.getNamespace(), r.getDirectives(), plain(r.getAttributes())));
            if (!entry.whole()) {
                throw new IOException("'" + file + "' has no name that an index takes");
            }
            return entry;
        } catch (BundleException e) {
            throw new IOException("'" + file + "' is no bundle: " + e.getMessage(), e);
        }
    }

    /** Only what the schema has types for. */
    private static Map<String, Object> plain(Map<String, Object> attributes) {
        Map<String, Object> plain = new HashMap<>();
        attributes.forEach((name, value) -> plain.put(
                name,
                value instanceof String[] several
                        ? List.of(several)
                        : value instanceof Integer number ? Long.valueOf(number) : value));
        return plain;
    }
}
