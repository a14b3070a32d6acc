package dev.wavry.tests.framework;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;

/** The bundles of the assembled product, and those that tests inside the framework need besides. */
final class ProductBundles {
    private static final Path FOLDER = Path.of(System.getProperty("wavry.bundles"));

    /** All at once: the product's order of starting is the launcher's business and tested there. */
    private static final int START_LEVEL = 4;

    private ProductBundles() {}

    static Option[] options() throws IOException, URISyntaxException {
        List<Option> options = new ArrayList<>();
        options.add(frameworkStartLevel(START_LEVEL));
        for (Path jar : jars()) {
            options.add(provision(jar));
        }
        for (Class<?> junit : List.of(Test.class, JUnitException.class, AssertionFailedError.class)) {
            options.add(provision(Path.of(
                    junit.getProtectionDomain().getCodeSource().getLocation().toURI())));
        }
        return options.toArray(Option[]::new);
    }

    private static List<Path> jars() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            throw new AssertionError("'" + FOLDER + "' is not there; run mvn verify from the root folder");
        }
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Option provision(Path jar) throws IOException {
        UrlProvisionOption option = bundle("reference:" + jar.toUri()).startLevel(START_LEVEL);
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            boolean fragment = file.getManifest().getMainAttributes().getValue("Fragment-Host") != null;
            return fragment ? option.noStart() : option;
        }
    }
}
