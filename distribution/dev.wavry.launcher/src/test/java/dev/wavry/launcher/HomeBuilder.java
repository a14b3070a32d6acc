package dev.wavry.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes a folder like the one Wavry is unpacked into. */
final class HomeBuilder {
    private final Path home;

    HomeBuilder(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("bundles"));
    }

    Path home() {
        return home;
    }

    HomeBuilder echo() throws IOException {
        return bundle(
                "echo",
                Map.of(
                        "Bundle-Activator", "dev.wavry.launcher.fixture.Echo",
                        "Import-Package", "org.osgi.framework"),
                "dev/wavry/launcher/fixture/Echo.class");
    }

    HomeBuilder recorder() throws IOException {
        return bundle(
                "recorder",
                Map.of(
                        "Bundle-Activator", "dev.wavry.launcher.fixture.Recorder",
                        "Import-Package", "org.osgi.framework,jdk.jfr"),
                "dev/wavry/launcher/fixture/Recorder.class",
                "dev/wavry/launcher/fixture/Recorder$Happened.class");
    }

    HomeBuilder bundle(String name, Map<String, String> headers, String... classes) throws IOException {
        try (OutputStream file = Files.newOutputStream(home.resolve("bundles").resolve(name + ".jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest(name, headers))) {
            for (String entry : classes) {
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = HomeBuilder.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(jar);
                }
            }
        }
        return this;
    }

    static Manifest manifest(String name, Map<String, String> headers) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        headers.forEach(main::putValue);
        return manifest;
    }
}
