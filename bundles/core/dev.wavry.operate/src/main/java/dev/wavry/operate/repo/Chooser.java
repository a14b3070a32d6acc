package dev.wavry.operate.repo;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.trust.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.felix.resolver.Logger;
import org.apache.felix.resolver.ResolverImpl;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wire;
import org.osgi.service.resolver.ResolutionException;

/** Chooses the newest bundle of a name that this machine can run beside what it runs, with what that bundle needs. */
public final class Chooser {
    private final Running running;

    /** @param running what is there already */
    public Chooser(Running running) {
        this.running = running;
    }

    /** Where a bundle comes from. */
    public record Found(Repositories.Known from, Entry entry) {}

    /**
     * Chooses.
     *
     * @param wanted {@code NAME} or {@code NAME@VERSION}
     * @return what to install, first what others of it need
     * @throws RefusedException saying what is missing
     */
    public List<Found> choose(String wanted, Collection<Repositories.Known> repositories) throws RefusedException {
        int at = wanted.indexOf('@');
        String name = at < 0 ? wanted : wanted.substring(0, at);
        Optional<Version> version = at < 0 ? Optional.empty() : Optional.of(version(wanted.substring(at + 1)));
        Map<Resource, Found> all = new LinkedHashMap<>();
        repositories.forEach(known -> known.index().entries().forEach(e -> all.put(e, new Found(known, e))));
        List<Entry> candidates = all.values().stream()
                .map(Found::entry)
                .filter(e -> e.name().equals(name)
                        && version.map(v -> v.equals(e.version())).orElse(true))
                .sorted(Comparator.comparing(Entry::version).reversed())
                .toList();
        if (candidates.isEmpty()) {
            throw new RefusedException(
                    ErrorKind.NO_SUCH_PART,
                    "There is no file '" + wanted + "', and no repository has a bundle of this name",
                    "Check the path or the name, or use wavry repo refresh");
        }
        List<String> missing = new ArrayList<>();
        for (Entry candidate : candidates) {
            List<Found> chosen = resolve(candidate, all, missing);
            if (chosen != null) {
                return chosen;
            }
        }
        throw new RefusedException(
                ErrorKind.NO_SUCH_PART,
                "This machine can run no '" + wanted + "' of the repositories",
                String.join("; ", missing));
    }

    private static Version version(String text) throws RefusedException {
        try {
            return Version.parseVersion(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorKind.USAGE, "'" + text + "' is no version", "Write one such as 1.2.3");
        }
    }

    private @Nullable List<Found> resolve(Entry candidate, Map<Resource, Found> all, List<String> missing) {
        try {
            ResolverImpl resolver = new ResolverImpl(new Logger(0), Runnable::run);
            Map<Resource, List<Wire>> wires = resolver.resolve(new Surrounding(running, candidate, all.keySet()));
            List<Found> chosen = new ArrayList<>();
            addWithNeeds(candidate, wires, all, chosen);
            return chosen;
        } catch (ResolutionException e) {
            Collection<Requirement> unresolved = e.getUnresolvedRequirements();
            String what = unresolved.isEmpty()
                    ? String.valueOf(e.getMessage())
                    : unresolved.stream().map(Chooser::words).distinct().collect(Collectors.joining(", "));
            missing.add(candidate + " misses " + what);
            return null;
        }
    }

    /** What a bundle is wired to comes before it. */
    private static void addWithNeeds(
            Resource resource, Map<Resource, List<Wire>> wires, Map<Resource, Found> all, List<Found> chosen) {
        Found found = all.get(resource);
        if (found == null || chosen.contains(found)) {
            return;
        }
        chosen.add(found);
        for (Wire wire : wires.getOrDefault(resource, List.of())) {
            addWithNeeds(wire.getProvider(), wires, all, chosen);
        }
        chosen.remove(found);
        chosen.add(found);
    }

    private static String words(Requirement need) {
        String filter = need.getDirectives().getOrDefault("filter", "");
        return switch (need.getNamespace()) {
            case "osgi.native" -> "another operating system or processor " + filter;
            case "osgi.ee" -> "another Java " + filter;
            case "osgi.wiring.package" -> "the package " + filter;
            case "osgi.wiring.bundle", "osgi.identity", "osgi.wiring.host" -> "the bundle " + filter;
            default -> need.getNamespace() + " " + filter;
        };
    }
}
