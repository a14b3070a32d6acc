package dev.wavry.launcher;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * The folder Wavry was unpacked into.
 *
 * @param folder parent of {@code bundles}, {@code lib} and {@code etc}
 */
record Home(Path folder) {
    /** Takes the system property {@code wavry.home} if set, else the parent of the folder this jar lies in. */
    static Home find() {
        String told = System.getProperty("wavry.home");
        return new Home(told != null ? Path.of(told).toAbsolutePath() : besideThisJar());
    }

    Path bundles() {
        return folder.resolve("bundles");
    }

    Path logback() {
        return folder.resolve("etc").resolve("logback.xml");
    }

    private static Path besideThisJar() {
        try {
            Path jar = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.toAbsolutePath().getParent().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar's own location is always a URI", e);
        }
    }
}
