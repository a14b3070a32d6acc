package dev.wavry.operate.repo;

import dev.wavry.operate.trust.BundleCheck;
import dev.wavry.operate.trust.Checked;
import dev.wavry.operate.trust.Quota;
import dev.wavry.operate.trust.RefusedException;
import dev.wavry.operate.trust.TrustStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Version;

/** What is read of bundles and their repositories, of which nobody knows yet who made them. */
public final class RepoTargets {
    private static final Quota SMALL = new Quota(1 << 20, 4L << 20, 64, 50);

    private RepoTargets() {}

    /** All of them by name. */
    public static Map<String, Consumer<byte[]>> all() {
        return Map.of("repo-index", RepoTargets::index, "repo-signature", RepoTargets::signature, "bundle", bundle());
    }

    /** True ones to begin with, by file name; empty for other targets. */
    public static Map<String, byte[]> seeds(String target) {
        return switch (target) {
            case "repo-index" -> Map.of("index", IndexWriter.write(new Index("acme", 7, List.of(entry()))));
            case "repo-signature" ->
                Map.of(
                        "signature",
                        ("wavry-index-signature 1\nkey " + "0f".repeat(32) + "\nsignature " + "QUJD".repeat(24) + "\n")
                                .getBytes(StandardCharsets.US_ASCII));
            case "bundle" -> Map.of("bundle", jar());
            default -> Map.of();
        };
    }

    private static Entry entry() {
        Entry entry = new Entry();
        entry.offer(
                "osgi.identity",
                Map.of(),
                Map.of("osgi.identity", "io.acme.codec", "version", Version.parseVersion("1.2.0")));
        entry.offer(Entry.CONTENT, Map.of(), Map.of(Entry.CONTENT, "0f".repeat(32), "url", "codec.jar", "size", 12L));
        entry.need(
                "osgi.native", Map.of("filter", "(osgi.native.osname=Linux)"), Map.of("several", List.of("a,b", "c")));
        return entry;
    }

    private static byte[] jar() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "io.acme.codec");
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry("io/acme/Thing.class"));
            jar.write(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What was read can be written and read again. */
    private static void index(byte[] bytes) {
        try {
            Index index = IndexReader.read(bytes);
            byte[] written = IndexWriter.write(index);
            require(
                    java.util.Arrays.equals(written, IndexWriter.write(read(written))),
                    "another index when read again");
            index.entries()
                    .forEach(entry -> require(entry.whole() && !entry.url().contains(".."), "not whole: " + entry));
        } catch (IndexReader.BadIndexException refused) {
            require(refused.getMessage() != null && !refused.getMessage().isEmpty(), "a refusal without a sentence");
        }
    }

    private static Index read(byte[] written) {
        try {
            return IndexReader.read(written);
        } catch (IndexReader.BadIndexException e) {
            throw new AssertionError(
                    "what was read cannot be read again: " + new String(written, StandardCharsets.UTF_8), e);
        }
    }

    /** Nobody is trusted, so nothing is ever signed. */
    private static void signature(byte[] bytes) {
        try {
            IndexSignature.check(new byte[0], bytes, List.of(), Clock.systemUTC());
            throw new AssertionError("signed by nobody");
        } catch (IOException refused) {
            require(refused.getMessage() != null && !refused.getMessage().isEmpty(), "a refusal without a sentence");
        }
    }

    /** Nobody is trusted, but developers are let in: what is let in has a proper name. */
    private static Consumer<byte[]> bundle() {
        try {
            Path folder = Files.createTempDirectory("wavry-fuzz-bundle");
            folder.toFile().deleteOnExit();
            BundleCheck check =
                    new BundleCheck(new TrustStore(folder.resolve("trust")), folder, SMALL, Clock.systemUTC());
            return bytes -> {
                try {
                    Checked checked = check.bytes(bytes, true);
                    require(checked.name().matches("[A-Za-z0-9_.-]+"), "a bundle called " + checked.name());
                } catch (RefusedException refused) {
                    require(!refused.getMessage().contains("\n"), "a refusal of more than one line");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
