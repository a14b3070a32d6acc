package dev.wavry.launcher;

import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Start levels: what others build on comes up first and goes down last. */
enum Level {
    LIBRARIES(1),
    CORE(2),
    LEAVES(3),
    FACES(4);

    private static final String COMPONENTS = "osgi.extender=osgi.component";

    private final int number;

    Level(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /**
     * Level of the bundle with this manifest. Our bundles name their floor in the header {@code Wavry-Floor}; a bundle
     * of somebody else is a leaf if it brings components, and a library if not.
     */
    static Level of(Manifest manifest) {
        Attributes main = manifest.getMainAttributes();
        return of(main.getValue("Wavry-Floor"), main.getValue("Require-Capability"));
    }

    /** The same from the two headers it depends on. */
    static Level of(@Nullable String floor, @Nullable String needs) {
        if (floor == null) {
            return needs != null && needs.contains(COMPONENTS) ? LEAVES : LIBRARIES;
        }
        return switch (floor) {
            case "ground", "foundation", "contract" -> LIBRARIES;
            case "core" -> CORE;
            case "faces" -> FACES;
            default -> LEAVES;
        };
    }
}
