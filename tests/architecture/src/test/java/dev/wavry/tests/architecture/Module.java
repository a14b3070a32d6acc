package dev.wavry.tests.architecture;

import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Domain;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * One bundle of the reactor, built.
 *
 * @param folder where its pom lies
 * @param floor ground, foundation, contract, core, strategies, platform, faces or services
 * @param name artifactId
 * @param jar what the build made of it
 */
record Module(Path folder, String floor, String name, Path jar) {
    private static final Set<String> LEAVES = Set.of("strategies", "platform", "services");

    /** Strategies, adapters and services: whatever is swapped, and whatever nobody imports. */
    boolean isLeaf() {
        return LEAVES.contains(floor);
    }

    Domain manifest() {
        try (JarFile file = new JarFile(built().toFile(), false)) {
            return Domain.domain(file.getManifest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Parameters exports() {
        return manifest().getExportPackage();
    }

    /** Our classes; libraries packed in would only cost time. */
    JavaClasses classes() {
        try (JarFile file = new JarFile(built().toFile(), false)) {
            return new ClassFileImporter()
                    .withImportOption(location -> location.contains("/dev/wavry/"))
                    .importJar(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our packages that hold classes; package-info alone does not count, nor do libraries packed in. */
    Set<String> packages() {
        try (JarFile file = new JarFile(built().toFile(), false)) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.endsWith(".class") && !entry.startsWith("META-INF/"))
                    .filter(entry -> !entry.endsWith("package-info.class"))
                    .map(entry -> entry.substring(0, entry.lastIndexOf('/')).replace('/', '.'))
                    .filter(name -> name.startsWith("dev.wavry."))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path built() {
        if (!Files.exists(jar)) {
            throw new AssertionError("'" + jar + "' is not built; run mvn verify from the root folder");
        }
        return jar;
    }

    @Override
    public String toString() {
        return name;
    }
}
