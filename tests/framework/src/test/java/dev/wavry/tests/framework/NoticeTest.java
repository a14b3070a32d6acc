package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each flavour's NOTICE speaks of everything others wrote that is in it. */
class NoticeTest {
    private static final Path PRODUCTS =
            Path.of(System.getProperty("wavry.bundles")).getParent().getParent();

    @ParameterizedTest
    @ValueSource(strings = {"wavry", "wavry-lgpl"})
    void shouldNameTheLicenceOfEveryForeignBundle(String flavour) throws IOException {
        String notice = Files.readString(PRODUCTS.resolve(flavour).resolve("NOTICE"));
        List<String> foreign = foreign(PRODUCTS.resolve(flavour).resolve("bundles"));
        assertFalse(foreign.isEmpty(), "no bundles in " + flavour);
        List<String> silent = foreign.stream()
                .filter(name -> notice.lines().noneMatch(line -> line.startsWith(name + " ")))
                .toList();
        assertEquals(List.of(), silent, "bundles the NOTICE of '" + flavour + "' does not name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wavry", "wavry-lgpl"})
    void shouldHoldTheLibrariesOfItsOwnFlavourOnly(String flavour) throws IOException {
        List<String> inside = foreign(PRODUCTS.resolve(flavour).resolve("bundles"));
        boolean gpl = inside.contains("dev.wavry.lib.ffmpeg.natives.gpl");
        boolean lgpl = inside.contains("dev.wavry.lib.ffmpeg.natives");
        assertEquals(flavour.equals("wavry"), gpl, "libraries under the GPL");
        assertEquals(flavour.equals("wavry-lgpl"), lgpl, "libraries under the LGPL");
    }

    /** Names, without version and platform, of the jars that hold no class of ours. */
    private static List<String> foreign(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.toList()) {
                if (!holdsOurClasses(jar)) {
                    names.add(jar.getFileName().toString().replaceFirst("-\\d.*", ""));
                }
            }
        }
        return names;
    }

    private static boolean holdsOurClasses(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return file.stream().anyMatch(entry -> entry.getName().matches("dev/wavry/.*\\.class"));
        }
    }
}
