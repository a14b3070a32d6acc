package dev.wavry.operate.repo;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;

/**
 * What is there for a bundle to stand on.
 *
 * @param wirings what is resolved
 */
public record Running(Map<Resource, Wiring> wirings) {
    /** What a framework runs now. */
    public static Running in(BundleContext context) {
        Map<Resource, Wiring> wirings = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            BundleWiring wiring = bundle.adapt(BundleWiring.class);
            if (wiring != null && wiring.isInUse()) {
                wirings.put(bundle.adapt(BundleRevision.class), wiring);
            }
        }
        return new Running(Map.copyOf(wirings));
    }

    /** Symbolic name. */
    static String name(Resource resource) {
        return resource.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).stream()
                .map(c -> String.valueOf(c.getAttributes().get(IdentityNamespace.IDENTITY_NAMESPACE)))
                .findFirst()
                .orElse("");
    }
}
