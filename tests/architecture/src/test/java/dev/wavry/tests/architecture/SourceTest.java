package dev.wavry.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the formatter cannot see in the sources, and the page that lists the bundles. */
class SourceTest {
    private static final int MOST_LINES = 400;
    private static final List<String> FOLDERS = List.of("bundles", "platform-adapters", "distribution", "tests");

    @Test
    void shouldKeepFilesBelowFourHundredLines() throws IOException {
        List<Path> all = javaFiles();
        assertFalse(all.isEmpty(), "no sources below " + Reactor.ROOT);
        List<Path> tooLong =
                all.stream().filter(file -> lines(file) > MOST_LINES).toList();
        assertEquals(List.of(), tooLong, "a file of more than " + MOST_LINES + " lines is two ideas");
    }

    @Test
    void shouldDescribeEveryPackage() throws IOException {
        List<Path> silent = javaFiles().stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();
        assertEquals(List.of(), silent, "packages without package-info.java");
    }

    @Test
    void shouldListEveryBundleOnThePageOfTheArchitecture() throws IOException {
        List<String> rows = Files.readAllLines(Reactor.ROOT.resolve("docs/architecture.md")).stream()
                .filter(line -> line.startsWith("|"))
                .toList();
        List<String> missing = Reactor.bundles().stream()
                .map(Module::name)
                .filter(name -> rows.stream().noneMatch(row -> row.contains("`" + name + "`")))
                .toList();
        assertEquals(List.of(), missing, "bundles without a row in docs/architecture.md");
    }

    private static List<Path> javaFiles() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> all = Files.walk(Reactor.ROOT.resolve(folder))) {
                all.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
