package dev.wavry.operate.repo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolveContext;

/** What the resolver sees: the candidate, what runs but for the bundle it replaces, and what else the repositories have. */
final class Surrounding extends ResolveContext {
    private final Entry candidate;
    private final Collection<Resource> offered;
    private final Map<Resource, Wiring> wirings = new HashMap<>();
    private final List<Capability> here = new ArrayList<>();

    Surrounding(Running running, Entry candidate, Collection<Resource> offered) {
        this.candidate = candidate;
        this.offered = offered;
        running.wirings().forEach((resource, wiring) -> {
            if (!Running.name(resource).equals(candidate.name())) {
                wirings.put(resource, wiring);
                here.addAll(wiring.getResourceCapabilities(null));
            }
        });
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return List.of(candidate);
    }

    /** What runs comes first, so that nothing is brought in that is there already. */
    @Override
    public List<Capability> findProviders(Requirement need) {
        List<Capability> found = new ArrayList<>();
        here.stream().filter(c -> fits(need, c)).forEach(found::add);
        candidate.getCapabilities(need.getNamespace()).stream()
                .filter(c -> fits(need, c))
                .forEach(found::add);
        offered.stream()
                .filter(r -> r instanceof Entry entry && !entry.name().equals(candidate.name()))
                .flatMap(r -> r.getCapabilities(need.getNamespace()).stream())
                .filter(c -> fits(need, c))
                .forEach(found::add);
        return found;
    }

    private static boolean fits(Requirement need, Capability offer) {
        if (!need.getNamespace().equals(offer.getNamespace())) {
            return false;
        }
        String filter = need.getDirectives().get("filter");
        try {
            boolean fits = filter == null || FrameworkUtil.createFilter(filter).matches(offer.getAttributes());
            String mandatory = offer.getDirectives().getOrDefault("mandatory", "");
            return fits
                    && (mandatory.isEmpty()
                            || List.of(mandatory.split("\\s*,\\s*")).stream()
                                    .allMatch(name -> filter != null && filter.contains("(" + name)));
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }

    @Override
    public int insertHostedCapability(List<Capability> capabilities, HostedCapability hosted) {
        capabilities.add(hosted);
        return capabilities.size() - 1;
    }

    /** Services come and go; whether there is one now says nothing of tomorrow. */
    @Override
    public boolean isEffective(Requirement need) {
        return need.getDirectives().getOrDefault("effective", "resolve").equals("resolve");
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        return wirings;
    }
}
