package dev.wavry.operate.repo;

import java.util.Map;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** What a bundle of an index offers or needs, in the terms of the OSGi resource API. */
abstract class Part {
    private final Resource resource;
    private final String namespace;
    private final Map<String, String> directives;
    private final Map<String, Object> attributes;

    Part(Resource resource, String namespace, Map<String, String> directives, Map<String, Object> attributes) {
        this.resource = resource;
        this.namespace = namespace;
        this.directives = Map.copyOf(directives);
        this.attributes = Map.copyOf(attributes);
    }

    /** The bundle. */
    public Resource getResource() {
        return resource;
    }

    /** Of what kind it is. */
    public String getNamespace() {
        return namespace;
    }

    /** Words to the resolver. */
    public Map<String, String> getDirectives() {
        return directives;
    }

    /** Facts. */
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return namespace + " " + attributes + directives;
    }

    static final class Offer extends Part implements Capability {
        Offer(Resource resource, String namespace, Map<String, String> directives, Map<String, Object> attributes) {
            super(resource, namespace, directives, attributes);
        }
    }

    static final class Need extends Part implements Requirement {
        Need(Resource resource, String namespace, Map<String, String> directives, Map<String, Object> attributes) {
            super(resource, namespace, directives, attributes);
        }
    }
}
