package dev.wavry.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** System properties that libraries inside the bundles read; one set on the command line wins. */
final class Settings {
    private Settings() {}

    static void apply(Home home) {
        if (Files.exists(home.logback())) {
            preset("logback.configurationFile", home.logback().toString());
        }
        // Types that no flag of ours has; picocli would look each of them up at every start.
        preset("picocli.converters.excludes", "java\\.(sql|time)\\..*");
        preset("org.bytedeco.javacpp.cachedir", cache().resolve(natives()).toString());
        // Should somebody bring Gogo's own shell in: without this it would read our standard input and end with it.
        preset("gosh.args", "--nointeractive");
        preset("wavry.home", home.folder().toString());
    }

    /** Where the bundle that looks after installed bundles keeps them, and whether it lets unsigned ones in. */
    static void apply(Path state, boolean developer) {
        preset("wavry.state", state.toString());
        preset("wavry.developer", Boolean.toString(developer));
    }

    /** JavaCPP unpacks into one flat folder, so each version of the libraries needs a folder of its own. */
    static String natives() {
        Properties versions = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("this jar is damaged; unpack Wavry again", e);
        }
        return "ffmpeg-" + versions.getProperty("ffmpeg");
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("wavry");
    }

    private static void preset(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
