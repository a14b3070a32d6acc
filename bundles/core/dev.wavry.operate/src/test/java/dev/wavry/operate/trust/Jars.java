package dev.wavry.operate.trust;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes and spoils jars. */
final class Jars {
    static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final int SEED = 7;

    private Jars() {}

    /** A small bundle. */
    static Map<String, byte[]> bundle() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(
                MANIFEST,
                bytes("Manifest-Version: 1.0\r\nBundle-ManifestVersion: 2\r\nBundle-SymbolicName: io.acme.codec\r\n"
                        + "Bundle-Version: 1.2.0\r\n\r\n"));
        entries.put("io/acme/Codec.class", bytes("one class"));
        entries.put("io/acme/Other.class", bytes("another class"));
        return entries;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    static Map<String, byte[]> unzip(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** The same jar with one entry replaced, added or, for null, removed. */
    static byte[] with(byte[] jar, String name, byte @org.jspecify.annotations.Nullable [] content) throws IOException {
        Map<String, byte[]> entries = unzip(jar);
        if (content == null) {
            entries.remove(name);
        } else {
            entries.put(name, content);
        }
        return zip(entries);
    }

    /** Replaces bytes wherever they stand; both texts are of one length, so that nothing moves. */
    static byte[] patched(byte[] jar, String from, String to) {
        String text = new String(jar, StandardCharsets.ISO_8859_1);
        if (from.length() != to.length() || !text.contains(from)) {
            throw new IllegalArgumentException(from + " -> " + to);
        }
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The last occurrence only. */
    static byte[] patchedLast(byte[] jar, String from, String to) {
        String text = new String(jar, StandardCharsets.ISO_8859_1);
        int at = text.lastIndexOf(from);
        return (text.substring(0, at) + to + text.substring(at + from.length())).getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new java.util.Random(SEED).nextBytes(noise);
        return noise;
    }
}
