package dev.wavry.codec.isolated.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.StringJoiner;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The class path of a child: the bundle of an encoder, ours, and everything both are wired to. */
final class ClassPath {
    private static final String REFERENCE = "reference:";

    private final Path folder;

    /** @param folder where bundles that the framework keeps inside itself are written down as files */
    ClassPath(Path folder) {
        this.folder = folder;
    }

    /** In the form that {@code java -cp} takes; on OPENER. */
    String of(Bundle... bundles) throws IOException {
        Set<Bundle> all = new LinkedHashSet<>();
        for (Bundle bundle : bundles) {
            add(bundle, all);
        }
        StringJoiner path = new StringJoiner(File.pathSeparator);
        for (Bundle bundle : all) {
            // The framework itself is on the class path of this process.
            path.add(
                    bundle.getBundleId() == 0
                            ? System.getProperty("java.class.path")
                            : jar(bundle).toString());
        }
        return path.toString();
    }

    private static void add(Bundle bundle, Set<Bundle> all) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null || !all.add(bundle)) {
            return;
        }
        for (BundleWire wire : wiring.getRequiredWires(null)) {
            add(wire.getProvider().getBundle(), all);
        }
        // What hangs on a bundle, such as its native libraries, belongs to it.
        for (BundleWire wire : wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
            Bundle fragment = wire.getRequirer().getBundle();
            if (all.add(fragment)) {
                for (BundleWire needed : fragment.adapt(BundleWiring.class).getRequiredWires(null)) {
                    add(needed.getProvider().getBundle(), all);
                }
            }
        }
    }

    private Path jar(Bundle bundle) throws IOException {
        String location = bundle.getLocation();
        if (location.startsWith(REFERENCE)) {
            Path file = Path.of(URI.create(location.substring(REFERENCE.length())));
            if (Files.isReadable(file)) {
                return file;
            }
        }
        Path copy = folder.resolve(bundle.getBundleId() + "-" + bundle.getLastModified() + ".jar");
        if (!Files.exists(copy)) {
            Files.createDirectories(folder);
            Path half = Files.createTempFile(folder, "half-", ".jar");
            write(bundle, half);
            Files.move(half, copy);
        }
        return copy;
    }

    private static void write(Bundle bundle, Path to) throws IOException {
        Enumeration<URL> found = bundle.findEntries("/", "*", true);
        try (OutputStream out = Files.newOutputStream(to);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (URL entry : found == null ? Collections.<URL>emptyList() : Collections.list(found)) {
                String name = entry.getPath().substring(1);
                if (!name.endsWith("/")) {
                    jar.putNextEntry(new JarEntry(name));
                    try (InputStream in = entry.openStream()) {
                        in.transferTo(jar);
                    }
                }
            }
        }
    }
}
