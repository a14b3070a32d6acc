package dev.wavry.operate.repo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder of bundles. */
record Shelf(Path folder) {
    /** Puts a bundle there. @param headers {@code Name: value} each */
    Shelf put(String name, String version, String... headers) throws IOException {
        Files.write(folder.resolve(name + "-" + version + ".jar"), bundle(name, version, headers));
        return this;
    }

    static byte[] bundle(String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        for (String header : headers) {
            String[] parts = header.split(": ", 2);
            main.putValue(parts[0], parts[1]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry("io/acme/Thing.class"));
            jar.write(1);
        }
        return out.toByteArray();
    }
}
