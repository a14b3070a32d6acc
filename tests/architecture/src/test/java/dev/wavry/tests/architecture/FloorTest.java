package dev.wavry.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who knows whom, by the package graph of the classes and by the imports in the manifests. */
class FloorTest {
    private static final Set<String> TOOLS = Set.of("ground", "foundation");

    /** What a bundle of a floor may know besides itself. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "ground", Set.of("ground"),
            "foundation", TOOLS,
            "contract", TOOLS,
            "core", TOOLS,
            "strategies", TOOLS,
            "platform", TOOLS,
            "services", TOOLS,
            "faces", Set.of("ground"));

    private static final List<Module> ALL = Reactor.bundles();

    static List<Module> bundles() {
        return ALL;
    }

    @Test
    void shouldSeeThePackageGraph() {
        Set<String> known = Reactor.bundle("dev.wavry.core").classes().stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(use -> use.getTargetClass().getPackageName())
                .collect(Collectors.toSet());
        assertTrue(
                known.contains("dev.wavry.spi.media"),
                "core uses the SPI, but only these packages were seen: " + known);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldUseClassesOfTheFloorsBelowOnly(Module bundle) {
        List<String> upward = bundle.classes().stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> forbidden(bundle, use.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .distinct()
                .toList();
        assertEquals(List.of(), upward, "'" + bundle + "' may know " + MAY_KNOW.get(bundle.floor()));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldImportFromTheFloorsBelowOnly(Module bundle) {
        Set<String> upward = bundle.manifest().getImportPackage().keySet().stream()
                .filter(name -> forbidden(bundle, owner(name)))
                .collect(Collectors.toSet());
        assertEquals(Set.of(), upward, "'" + bundle + "' may know " + MAY_KNOW.get(bundle.floor()));
    }

    private static boolean forbidden(Module bundle, JavaClass type) {
        return forbidden(bundle, owner(type.getPackageName()));
    }

    private static boolean forbidden(Module bundle, Optional<Module> owner) {
        return owner.isPresent()
                && !owner.get().equals(bundle)
                && !MAY_KNOW.get(bundle.floor()).contains(owner.get().floor());
    }

    /** Bundles are named like their root package, and the longest name that fits is the owner. */
    private static Optional<Module> owner(String name) {
        return ALL.stream()
                .filter(bundle -> (name + ".").startsWith(bundle.name() + "."))
                .max(Comparator.comparingInt(bundle -> bundle.name().length()));
    }
}
