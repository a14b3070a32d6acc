package dev.wavry.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * One jar of the bundle folder.
 *
 * @param path where it lies
 * @param name symbolic name; empty if it has none
 * @param level when it starts
 * @param fragment true if it joins another bundle and is never started itself
 */
record BundleFile(Path path, String name, Level level, boolean fragment) {
    /** Lists the jars of the folder by name, so that bundle ids are the same on every start. */
    static List<BundleFile> in(Path folder) throws IOException, CannotStartException {
        if (!Files.isDirectory(folder)) {
            throw new CannotStartException("the folder '" + folder
                    + "' with the bundles does not exist; unpack Wavry again or set the system property wavry.home");
        }
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            jars.forEach(paths::add);
        }
        Collections.sort(paths);
        List<BundleFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(read(path));
        }
        return files;
    }

    /**
     * Location for {@code installBundle}: the framework reads the jar where it lies, as copying 30 MB of native
     * libraries on each start would cost more than everything else the launcher does.
     */
    String location() {
        return "reference:" + path.toUri();
    }

    private static BundleFile read(Path path) throws IOException, CannotStartException {
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            if (manifest == null) {
                throw new CannotStartException("'" + path + "' is not a bundle: it has no manifest; remove it");
            }
            boolean fragment = manifest.getMainAttributes().getValue("Fragment-Host") != null;
            String name = manifest.getMainAttributes().getValue("Bundle-SymbolicName");
            return new BundleFile(
                    path, name == null ? "" : name.split(";", 2)[0].strip(), Level.of(manifest), fragment);
        }
    }
}
