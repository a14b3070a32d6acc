package dev.wavry.operate.live;

import dev.wavry.api.Role;
import dev.wavry.api.StrategyGate;
import dev.wavry.operate.set.BundleSet;
import dev.wavry.operate.set.SetStore;
import dev.wavry.operate.trust.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;

/**
 * Takes the running framework from one set to another: what comes is installed beside what runs, tried out while nobody may use it, and
 * made live by hand-over; then what goes is stopped. If anything is not as it should be, everything is put back. For one thread.
 */
public final class Exchange {
    private final LiveBundles live;
    private final StrategyGate gate;
    private final SelfTest test;
    private final Watch watch;
    private final SetStore store;
    private final Consumer<String> progress;
    private final Map<String, Bundle> come = new LinkedHashMap<>();
    private final List<String> gone = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final List<String> later = new ArrayList<>();
    private BundleSet from = BundleSet.SHIPPED;

    /** @param progress told in words what is being done */
    public Exchange(
            LiveBundles live,
            StrategyGate gate,
            SelfTest test,
            Sessions sessions,
            SetStore store,
            Consumer<String> progress) {
        this.live = live;
        this.gate = gate;
        this.test = test;
        this.watch = new Watch(sessions);
        this.store = store;
        this.progress = progress;
    }

    /** How long and until when to look at what came. */
    public record Patience(long watchMillis, BooleanSupplier nextWaits) {}

    /**
     * Does it and writes it down, short of stopping what goes.
     *
     * @param looked sessions to look at
     * @return the set as it was written down
     * @throws RefusedException if it was put back
     * @throws IOException if it was put back because it could not be written down
     */
    public BundleSet run(BundleSet before, BundleSet to, Sessions.Looked looked, Patience patience)
            throws RefusedException, IOException {
        from = before;
        try {
            bringIn(to);
            handOver(to, looked, patience);
            return store.commit(to);
        } catch (RefusedException | IOException | RuntimeException e) {
            putBack();
            throw e;
        }
    }

    /** What takes effect at the next start only. */
    public List<String> later() {
        return List.copyOf(later);
    }

    private void bringIn(BundleSet to) throws RefusedException, IOException {
        for (BundleSet.Added added : to.added()) {
            if (from.added().stream().noneMatch(a -> a.digest().equals(added.digest()))) {
                bringIn(added);
            }
        }
        for (String name : from.without()) {
            if (!to.without().contains(name)
                    && live.find(name).filter(b -> !LiveBundles.isAdded(b)).isEmpty()) {
                bringBack(name);
            }
        }
    }

    private void bringIn(BundleSet.Added added) throws RefusedException, IOException {
        var old = live.find(added.name());
        if (old.isPresent() && LiveBundles.isNeeded(old.get())) {
            later.add(added.bundle());
            return;
        }
        var same = live.exactly(added.bundle());
        if (same.isPresent()) {
            // Two of one version cannot be there at once: sessions that use it pause for a moment.
            progress.accept("stopping '" + added.bundle() + "' to put other bytes of the same version in its place");
            leave(same.get());
        }
        progress.accept("installing '" + added.bundle() + "' beside what runs");
        tryOut(added.bundle(), live.install(store.bytes(added.digest()), added.digest()));
    }

    private void bringBack(String name) throws RefusedException, IOException {
        progress.accept("bringing '" + name + "' of the product back");
        Bundle bundle = live.installShipped(name);
        if (LiveBundles.isNeeded(bundle)) {
            live.remove(bundle);
            later.add(name);
            return;
        }
        tryOut(LiveBundles.key(bundle), bundle);
    }

    private void tryOut(String key, Bundle bundle) throws RefusedException {
        come.put(bundle.getSymbolicName(), bundle);
        held.add(key);
        gate.hold(key);
        live.start(bundle);
        List<String> tried = test.run(bundle);
        progress.accept(
                tried.isEmpty()
                        ? "it started; it offers nothing to try out"
                        : "tried out: " + String.join(", ", tried));
    }

    private void leave(Bundle bundle) throws RefusedException {
        gone.add(LiveBundles.isAdded(bundle) ? bundle.getLocation() : bundle.getSymbolicName());
        live.remove(bundle);
    }

    private void handOver(BundleSet to, Sessions.Looked looked, Patience patience) throws RefusedException {
        Map<Role, String> wanted = wanted(to);
        String trouble = watch.trouble();
        watch.lookBefore(looked, wanted.isEmpty() ? 0 : Math.min(1_500, patience.watchMillis));
        looked.changing();
        release();
        Set<Role> used = EnumSet.noneOf(Role.class);
        for (Map.Entry<Role, String> one : wanted.entrySet()) {
            String role = one.getKey().name().toLowerCase(Locale.ROOT);
            progress.accept(
                    one.getValue().isEmpty()
                            ? "the choice of the " + role + " is given back"
                            : "the " + role + " goes to '" + one.getValue() + "'");
            if (watch.used(one.getKey())) {
                used.add(one.getKey());
            }
            gate.favour(one.getKey(), one.getValue());
        }
        for (Role role : used) {
            if (!wanted.getOrDefault(role, "").isEmpty()) {
                watch.becomesLive(role, wanted.get(role), trouble);
                watch.settles(role, wanted.get(role), trouble);
            }
        }
        looked.changed();
        if (used.contains(Role.ENCODER) || used.contains(Role.CAPTURE)) {
            progress.accept("the hand-over took: " + watch.lastHandOvers());
        }
        for (Role role : used) {
            if (!wanted.get(role).isEmpty() && patience.watchMillis > 0) {
                progress.accept("watching for " + patience.watchMillis / 1000.0 + " s");
                watch.stays(role, wanted.get(role), trouble, looked, patience.watchMillis, patience.nextWaits);
            }
        }
    }

    /** Which bundle each role should have, where that changes; an empty text gives the choice back. */
    private Map<Role, String> wanted(BundleSet to) {
        Map<Role, String> wanted = new EnumMap<>(Role.class);
        for (StrategyGate.Entry entry : gate.entries()) {
            Bundle fresh = come.get(name(entry.bundle()));
            boolean replaced = fresh != null
                    && !entry.bundle().equals(LiveBundles.key(fresh))
                    && offers(fresh, entry.role())
                    && watch.usedBy(entry.role(), entry.bundle());
            if (replaced) {
                wanted.put(entry.role(), LiveBundles.key(fresh));
            }
        }
        for (Role role : Role.values()) {
            String name = to.favoured().getOrDefault(role, "");
            boolean fresh = come.containsKey(name);
            if (fresh || !name.equals(from.favoured().getOrDefault(role, ""))) {
                wanted.put(role, name.isEmpty() ? "" : key(name));
            }
        }
        return wanted;
    }

    private boolean offers(Bundle bundle, Role role) {
        String key = LiveBundles.key(bundle);
        return gate.entries().stream()
                .anyMatch(e -> e.role() == role && e.bundle().equals(key));
    }

    private String key(String name) {
        Bundle fresh = come.get(name);
        return fresh != null
                ? LiveBundles.key(fresh)
                : live.find(name).map(LiveBundles::key).orElse("");
    }

    private static String name(String key) {
        return key.substring(0, key.indexOf(' '));
    }

    private void release() {
        held.forEach(gate::release);
        held.clear();
    }

    /** Stops what is not part of the set any more. Sessions use something else by now. */
    public void finish(BundleSet to) throws RefusedException {
        for (Bundle bundle : live.all()) {
            boolean added = LiveBundles.isAdded(bundle);
            boolean stays = added
                    ? to.added().stream().anyMatch(a -> bundle.getLocation().equals(LiveBundles.LOCATION + a.digest()))
                    : !to.without().contains(bundle.getSymbolicName());
            if (!stays && !LiveBundles.isNeeded(bundle)) {
                progress.accept("stopping '" + LiveBundles.key(bundle) + "'");
                live.remove(bundle);
            }
        }
        favours(to);
    }

    /** Prefers what a set prefers. */
    public void favours(BundleSet set) {
        for (Role role : Role.values()) {
            String name = set.favoured().getOrDefault(role, "");
            gate.favour(
                    role,
                    name.isEmpty() ? "" : live.find(name).map(LiveBundles::key).orElse(""));
        }
    }

    private void putBack() {
        progress.accept("putting back what ran before");
        favours(from);
        for (Bundle bundle : come.values()) {
            try {
                live.remove(bundle);
            } catch (RefusedException e) {
                progress.accept(e.getMessage());
            }
        }
        release();
        for (String location : gone) {
            try {
                again(location);
            } catch (RefusedException | IOException e) {
                progress.accept(e.getMessage());
            }
        }
        favours(from);
    }

    private void again(String location) throws RefusedException, IOException {
        if (location.startsWith(LiveBundles.LOCATION)) {
            String digest = location.substring(LiveBundles.LOCATION.length());
            live.start(live.install(store.bytes(digest), digest));
        } else {
            live.start(live.installShipped(location));
        }
    }
}
