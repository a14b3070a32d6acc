package dev.wavry.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape of what strategy authors implement: small, marked, and with a thread for every method. */
class SpiTest {
    private static final String CONSUMER = "org.osgi.annotation.versioning.ConsumerType";
    private static final String PROVIDER = "org.osgi.annotation.versioning.ProviderType";
    private static final String RUNS_ON = "dev.wavry.spi.lifecycle.RunsOn";
    private static final String RUNNING = "dev.wavry.spi.lifecycle.Running";
    private static final int MOST_METHODS = 6;
    private static final Pattern THREAD_NAMED =
            Pattern.compile("any\\s+(?:\\*\\s+)?thread|own\\s+(agent|thread)", Pattern.CASE_INSENSITIVE);

    private static final Module SPI = Reactor.bundle("dev.wavry.spi");

    static Stream<JavaClass> interfaces() {
        return SPI.classes().stream()
                .filter(type -> type.isInterface()
                        && !type.isAnnotation()
                        && !type.getSimpleName().equals("package-info"))
                .filter(JavaClass::isTopLevelClass);
    }

    static Stream<JavaClass> implementedByAuthors() {
        return interfaces().filter(type -> type.isAnnotatedWith(CONSUMER));
    }

    @Test
    void shouldFindInterfacesThatAuthorsImplement() {
        assertTrue(implementedByAuthors().count() > 5, "the SPI has more than five strategies");
    }

    @ParameterizedTest
    @MethodSource("interfaces")
    void shouldSayWhoImplementsAnInterface(JavaClass type) {
        boolean consumer = type.isAnnotatedWith(CONSUMER);
        boolean provider = type.isAnnotatedWith(PROVIDER);
        assertTrue(consumer != provider, type.getName() + " carries exactly one of @ConsumerType and @ProviderType");
    }

    @ParameterizedTest
    @MethodSource("implementedByAuthors")
    void shouldAskAtMostSixMethodsOfAnAuthor(JavaClass type) {
        // What has a default is offered, not asked.
        List<String> names = methods(type)
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaMethod::getName)
                .toList();
        assertTrue(names.size() <= MOST_METHODS, type.getName() + " has " + names.size() + " methods: " + names);
    }

    @ParameterizedTest
    @MethodSource("implementedByAuthors")
    void shouldNameTheThreadOfEveryMethod(JavaClass type) throws IOException {
        if (type.getName().equals(RUNNING)) {
            return; // says so once for all its methods
        }
        String source = source(type);
        List<String> silent = type.getMethods().stream()
                .filter(SpiTest::isForAuthors)
                .filter(method -> !method.isAnnotatedWith(RUNS_ON))
                .filter(method ->
                        !THREAD_NAMED.matcher(javadoc(source, method.getName())).find())
                .map(JavaMethod::getName)
                .toList();
        assertEquals(
                List.of(),
                silent,
                type.getName() + ": methods with neither @RunsOn nor \"any thread\" in their Javadoc");
    }

    /** Own and inherited methods, without those of {@code Running}, which every handle has. */
    private static Stream<JavaMethod> methods(JavaClass type) {
        Set<String> common = Set.of(RUNNING, AutoCloseable.class.getName(), Object.class.getName());
        return type.getAllMethods().stream()
                .filter(SpiTest::isForAuthors)
                .filter(method -> !common.contains(method.getOwner().getName()));
    }

    private static boolean isForAuthors(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        return !modifiers.contains(JavaModifier.STATIC)
                && !modifiers.contains(JavaModifier.PRIVATE)
                && !modifiers.contains(JavaModifier.SYNTHETIC);
    }

    private static String source(JavaClass type) throws IOException {
        Path file = SPI.folder().resolve("src/main/java").resolve(type.getName().replace('.', '/') + ".java");
        return Files.readString(file);
    }

    private static String javadoc(String source, String method) {
        Matcher matcher = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/[^/;{}]*?\\b" + Pattern.quote(method) + "\\(", Pattern.DOTALL)
                .matcher(source);
        StringBuilder all = new StringBuilder();
        while (matcher.find()) {
            all.append(matcher.group(1));
        }
        return all.toString();
    }
}
