package dev.wavry.lib.x11;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Which X display is meant. */
@ProviderType
public final class DisplayNames {
    /** Name of the framework or system property that names the display for the whole process. */
    public static final String PROPERTY = "wavry.display";

    private DisplayNames() {}

    /**
     * The first that is not blank of: the component's own configuration, the value of {@link #PROPERTY}, the environment.
     *
     * @return empty if there is none
     */
    public static String choose(String configured, @Nullable String property, @Nullable String environment) {
        if (!configured.isBlank()) {
            return configured.strip();
        }
        if (property != null && !property.isBlank()) {
            return property.strip();
        }
        return environment == null ? "" : environment.strip();
    }

    /** The name without the number of the default screen, as used in the ids of targets: {@code :0.0} is {@code :0}. */
    public static String withoutScreen(String name) {
        int colon = name.lastIndexOf(':');
        return colon >= 0 && name.endsWith(".0") && name.indexOf('.', colon) == name.length() - 2
                ? name.substring(0, name.length() - 2)
                : name;
    }
}
