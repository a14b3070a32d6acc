package dev.wavry.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.version.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests say: names, exports, versions. */
class BundleTest {
    private static final Set<String> MAY_EXPORT = Set.of("ground", "foundation", "contract");
    private static final Version FIRST = new Version(1, 0, 0);

    static List<Module> bundles() {
        return Reactor.bundles();
    }

    static Stream<Module> leaves() {
        return Reactor.leaves();
    }

    @Test
    void shouldFindTheBundlesOfAllFloors() {
        Set<String> floors = bundles().stream().map(Module::floor).collect(Collectors.toSet());
        assertTrue(
                floors.containsAll(Set.of(
                        "ground", "foundation", "contract", "core", "strategies", "platform", "services", "faces")),
                "only found " + floors);
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldBearOneNameInFourPlaces(Module bundle) {
        assertEquals(bundle.name(), bundle.folder().getFileName().toString(), "folder");
        assertEquals(bundle.name(), bundle.manifest().getBundleSymbolicName().getKey(), "Bundle-SymbolicName");
        List<String> strangers = bundle.packages().stream()
                .filter(name -> !(name + ".").startsWith(bundle.name() + "."))
                .toList();
        assertEquals(List.of(), strangers, "packages outside the root package '" + bundle.name() + "'");
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldSayItsFloorToTheLauncher(Module bundle) {
        assertEquals(bundle.floor(), bundle.manifest().get("Wavry-Floor"));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldExportOnlyFromGroundFoundationAndContract(Module bundle) {
        if (!MAY_EXPORT.contains(bundle.floor())) {
            assertEquals(
                    Set.of(), bundle.exports().keySet(), "'" + bundle + "' is swapped or private: it exports nothing");
        }
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldVersionEveryExportedPackageFromOneOnwards(Module bundle) {
        bundle.exports().forEach((name, attributes) -> {
            Version version = Version.parseVersion(attributes.getVersion());
            assertTrue(
                    version.compareTo(FIRST) >= 0,
                    "'" + name + "' has version " + version + "; give its package-info @Version");
        });
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldNeverExportInternals(Module bundle) {
        List<String> leaked = bundle.exports().keySet().stream()
                .filter(name -> isInternal(name))
                .toList();
        assertEquals(List.of(), leaked, "packages named internal must not be exported");
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void shouldKeepTheClassesOfALeafInInternalPackages(Module leaf) {
        List<String> open =
                leaf.packages().stream().filter(name -> !isInternal(name)).toList();
        assertEquals(List.of(), open, "packages of a leaf end in .internal");
    }

    @Test
    void shouldHavePackagesInOneBundleOnly() {
        Map<String, Module> owners = new HashMap<>();
        for (Module bundle : bundles()) {
            for (String name : bundle.packages()) {
                Module other = owners.put(name, bundle);
                assertTrue(other == null, "package '" + name + "' is split over '" + other + "' and '" + bundle + "'");
            }
        }
    }

    private static boolean isInternal(String name) {
        return name.startsWith("dev.wavry.") && (name + ".").contains(".internal.");
    }
}
