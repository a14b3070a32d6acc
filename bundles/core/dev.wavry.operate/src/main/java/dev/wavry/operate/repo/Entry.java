package dev.wavry.operate.repo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** A bundle in an index. Filled by whoever makes it, unchanged afterwards. */
public final class Entry implements Resource {
    /** Namespace of the content of a resource (OSGi Repository Service, 132). */
    static final String CONTENT = "osgi.content";

    private final List<Part.Offer> offers = new ArrayList<>();
    private final List<Part.Need> needs = new ArrayList<>();

    void offer(String namespace, Map<String, String> directives, Map<String, Object> attributes) {
        offers.add(new Part.Offer(this, namespace, directives, attributes));
    }

    void need(String namespace, Map<String, String> directives, Map<String, Object> attributes) {
        needs.add(new Part.Need(this, namespace, directives, attributes));
    }

    @Override
    public List<Capability> getCapabilities(@org.jspecify.annotations.Nullable String namespace) {
        return offers.stream()
                .filter(o -> namespace == null || o.getNamespace().equals(namespace))
                .<Capability>map(o -> o)
                .toList();
    }

    @Override
    public List<Requirement> getRequirements(@org.jspecify.annotations.Nullable String namespace) {
        return needs.stream()
                .filter(n -> namespace == null || n.getNamespace().equals(namespace))
                .<Requirement>map(n -> n)
                .toList();
    }

    private Object fact(String namespace, String name) {
        return getCapabilities(namespace).stream()
                .map(c -> c.getAttributes().get(name))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Symbolic name. */
    public String name() {
        return String.valueOf(fact(IdentityNamespace.IDENTITY_NAMESPACE, IdentityNamespace.IDENTITY_NAMESPACE));
    }

    /** Version. */
    public Version version() {
        Object version = fact(IdentityNamespace.IDENTITY_NAMESPACE, "version");
        return version instanceof Version known ? known : Version.emptyVersion;
    }

    /** SHA-256 of its bytes. */
    public String digest() {
        return String.valueOf(fact(CONTENT, CONTENT));
    }

    /** Where its bytes are, from the index on. */
    public String url() {
        return String.valueOf(fact(CONTENT, "url"));
    }

    /** How many bytes it has. */
    public long size() {
        return fact(CONTENT, "size") instanceof Long size ? size : -1;
    }

    /** True if name, digest, place and size are there in the form they must have. */
    boolean whole() {
        return name().matches("[A-Za-z0-9_.-]{1,255}")
                && digest().matches("[0-9a-f]{64}")
                && url().matches("[A-Za-z0-9_][A-Za-z0-9_./-]{0,255}")
                && !url().contains("..")
                && size() > 0;
    }

    @Override
    public String toString() {
        return name() + " " + version();
    }
}
