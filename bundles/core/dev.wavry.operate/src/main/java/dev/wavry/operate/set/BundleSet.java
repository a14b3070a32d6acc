package dev.wavry.operate.set;

import dev.wavry.api.Role;
import dev.wavry.operate.trust.Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What runs beside and instead of the bundles the product came with. Immutable. The launcher reads the same text.
 *
 * @param generation counts changes
 * @param added bundles that were installed
 * @param without symbolic names of bundles of the product that do not run
 * @param pinned symbolic names of bundles that are not to be exchanged
 * @param favoured symbolic name of the bundle that is preferred for a role
 */
public record BundleSet(
        long generation, List<Added> added, Set<String> without, Set<String> pinned, Map<Role, String> favoured) {
    /** The product as it came. */
    public static final BundleSet SHIPPED = new BundleSet(0, List.of(), Set.of(), Set.of(), Map.of());

    private static final String HEAD = "wavry-set 1";

    /**
     * A bundle that was installed.
     *
     * @param digest SHA-256 of its bytes, which is also the name of its file
     * @param signer who signed it; {@code unsigned} for one that only runs in developer mode
     */
    public record Added(String digest, String name, String version, String signer) {
        /** What stands for a signer where there is none. */
        public static final String UNSIGNED = "unsigned";

        /** Symbolic name and version. */
        public String bundle() {
            return name + " " + version;
        }
    }

    public BundleSet {
        added = List.copyOf(added);
        without = Set.copyOf(without);
        pinned = Set.copyOf(pinned);
        favoured = Map.copyOf(favoured);
    }

    /** The installed bundle of this name. */
    public Optional<Added> find(String name) {
        return added.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /** This with one more bundle, instead of any other of its name. */
    public BundleSet with(Added fresh) {
        List<Added> all = new ArrayList<>(added);
        all.removeIf(a -> a.name().equals(fresh.name()));
        all.add(fresh);
        return new BundleSet(generation, all, without, pinned, favoured);
    }

    /** This with a bundle of the product that does not run. */
    public BundleSet withoutShipped(String name) {
        Set<String> all = new TreeSet<>(without);
        all.add(name);
        return new BundleSet(generation, added, all, pinned, favoured);
    }

    /** This without an installed bundle. */
    public BundleSet withoutAdded(String name) {
        return new BundleSet(
                generation, added.stream().filter(a -> !a.name().equals(name)).toList(), without, pinned, favoured);
    }

    /** This with a bundle pinned, or not. */
    public BundleSet pin(String name, boolean on) {
        Set<String> all = new TreeSet<>(pinned);
        if (on) {
            all.add(name);
        } else {
            all.remove(name);
        }
        return new BundleSet(generation, added, without, all, favoured);
    }

    /** This with another preference for a role; an empty name gives the choice back. */
    public BundleSet favour(Role role, String name) {
        Map<Role, String> all = new EnumMap<>(Role.class);
        all.putAll(favoured);
        if (name.isEmpty()) {
            all.remove(role);
        } else {
            all.put(role, name);
        }
        return new BundleSet(generation, added, without, pinned, all);
    }

    /** This as another generation. */
    public BundleSet at(long number) {
        return new BundleSet(number, added, without, pinned, favoured);
    }

    /** True if both mean the same, whatever their generation. */
    public boolean same(BundleSet other) {
        return at(0).equals(other.at(0));
    }

    /** The text of the file, which ends with its own digest. */
    public byte[] text() {
        StringBuilder out = new StringBuilder(HEAD).append('\n');
        out.append("generation ").append(generation).append('\n');
        added.forEach(a -> out.append("bundle ")
                .append(String.join(" ", a.digest, a.name, a.version, a.signer))
                .append('\n'));
        new TreeSet<>(without)
                .forEach(name -> out.append("without ").append(name).append('\n'));
        new TreeSet<>(pinned).forEach(name -> out.append("pin ").append(name).append('\n'));
        favoured.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> out.append("favour ")
                .append(e.getKey())
                .append(' ')
                .append(e.getValue())
                .append('\n'));
        String body = out.toString();
        String digest = Signer.digest(body.getBytes(StandardCharsets.UTF_8));
        return (body + "digest " + digest + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the text of a file; empty if it is damaged. */
    public static Optional<BundleSet> parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("digest ");
        if (end < 0 || !text.startsWith(HEAD + "\n")) {
            return Optional.empty();
        }
        String digest = Signer.digest(text.substring(0, end).getBytes(StandardCharsets.UTF_8));
        if (!text.substring(end).equals("digest " + digest + "\n")) {
            return Optional.empty();
        }
        BundleSet set = SHIPPED;
        for (String line : text.substring(0, end).split("\n")) {
            set = set.line(line.split(" "));
        }
        return Optional.of(set);
    }

    private BundleSet line(String[] words) {
        return switch (words[0]) {
            case "generation" -> at(Long.parseLong(words[1]));
            case "bundle" -> with(new Added(words[1], words[2], words[3], words[4]));
            case "without" -> withoutShipped(words[1]);
            case "pin" -> pin(words[1], true);
            case "favour" -> favour(Role.valueOf(words[1]), words[2]);
            default -> this;
        };
    }
}
