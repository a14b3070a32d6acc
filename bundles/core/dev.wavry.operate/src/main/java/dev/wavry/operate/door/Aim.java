package dev.wavry.operate.door;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.Role;
import dev.wavry.api.StrategyGate;
import dev.wavry.operate.live.LiveBundles;
import dev.wavry.operate.set.BundleSet;
import dev.wavry.operate.set.SetStore;
import dev.wavry.operate.trust.BundleCheck;
import dev.wavry.operate.trust.Checked;
import dev.wavry.operate.trust.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * Which set an order leads to; changes nothing.
 *
 * @param to the set
 * @param files bundles of it that are not kept yet, first what others need
 * @param digest SHA-256 of the bundle it is about, or empty
 */
record Aim(BundleSet to, List<Checked> files, String digest) {
    /** Works aims out. */
    record Maker(
            LiveBundles live,
            StrategyGate gate,
            SetStore store,
            BundleCheck check,
            RepoOrders repos,
            boolean developer) {
        Aim of(Order order, BundleSet now) throws IOException, RefusedException {
            String what =
                    order.rest().isEmpty() ? "" : order.rest().get(order.rest().size() - 1);
            return switch (order.action()) {
                case "install" -> install(files(what), now);
                case "deploy" -> {
                    List<Checked> files = files(what);
                    yield live.find(last(files).name()).isPresent() ? update(files, now, order) : install(files, now);
                }
                case "update" -> update(files(what), now, order);
                case "swap" -> swap(order.rest().get(0), what, now, order);
                case "rollback" -> rollback();
                case "remove" -> remove(what, now);
                case "pin", "unpin" -> {
                    existing(what);
                    yield new Aim(now.pin(what, order.action().equals("pin")), List.of(), "");
                }
                default -> throw new IllegalStateException(order.action());
            };
        }

        /** A file by its whole path, or a bundle of a repository by its name, with what it needs. */
        private List<Checked> files(String what) throws IOException, RefusedException {
            if (!what.contains("/")) {
                return repos.bundles(what);
            }
            Path file = Path.of(what);
            if (!file.isAbsolute() || !Files.isRegularFile(file)) {
                throw new RefusedException(ErrorKind.NO_SUCH_PART, "There is no file '" + what + "'", "Check the path");
            }
            return List.of(check.file(file, developer));
        }

        private static Checked last(List<Checked> files) {
            return files.get(files.size() - 1);
        }

        private static BundleSet withNeeds(BundleSet now, List<Checked> files) {
            BundleSet to = now;
            for (Checked need : files.subList(0, files.size() - 1)) {
                to = to.with(added(need));
            }
            return to;
        }

        private Aim install(List<Checked> files, BundleSet now) throws RefusedException {
            Checked file = last(files);
            Optional<Bundle> here = live.find(file.name());
            if (here.isPresent()) {
                throw new RefusedException(
                        ErrorKind.USAGE,
                        "'" + LiveBundles.key(here.get()) + "' is installed already",
                        "Use wavry bundles update or swap");
            }
            return new Aim(withNeeds(now, files).with(added(file)), files, file.digest());
        }

        private Aim update(List<Checked> files, BundleSet now, Order order) throws RefusedException {
            Checked file = last(files);
            Bundle old = existing(file.name());
            return new Aim(replaced(file, old, withNeeds(now, files), order), files, file.digest());
        }

        private BundleSet replaced(Checked file, Bundle old, BundleSet now, Order order) throws RefusedException {
            notPinned(file.name(), now);
            if (old.getLocation().equals(LiveBundles.LOCATION + file.digest())) {
                throw new RefusedException(
                        ErrorKind.USAGE,
                        "Exactly this '" + file.bundle() + "' is installed already",
                        "Nothing is to do");
            }
            boolean older = Version.parseVersion(file.version()).compareTo(old.getVersion()) < 0;
            if (older && !order.downgrade()) {
                throw new RefusedException(
                        ErrorKind.USAGE,
                        "'" + file.bundle() + "' is older than the installed " + old.getVersion(),
                        "Add --downgrade if you mean it");
            }
            BundleSet to = now.with(added(file));
            return LiveBundles.isAdded(old) && !now.without().contains(file.name())
                    ? to
                    : to.withoutShipped(file.name());
        }

        private Aim swap(String roleName, String what, BundleSet now, Order order)
                throws IOException, RefusedException {
            Role role = role(roleName);
            if (what.equals("auto")) {
                return new Aim(now.favour(role, ""), List.of(), "");
            }
            if (!what.contains("/") && live.find(what).isPresent()) {
                Bundle bundle = existing(what);
                offers(role, LiveBundles.key(bundle));
                return new Aim(now.favour(role, what), List.of(), "");
            }
            List<Checked> files = files(what);
            Checked file = last(files);
            BundleSet with = withNeeds(now, files);
            Optional<Bundle> old = live.find(file.name());
            BundleSet to = old.isPresent() ? replaced(file, old.get(), with, order) : with.with(added(file));
            return new Aim(to.favour(role, file.name()), files, file.digest());
        }

        private void offers(Role role, String key) throws RefusedException {
            if (gate.entries().stream()
                    .noneMatch(e -> e.role() == role && e.bundle().equals(key))) {
                List<String> others = gate.entries().stream()
                        .filter(e -> e.role() == role)
                        .map(StrategyGate.Entry::bundle)
                        .distinct()
                        .toList();
                throw new RefusedException(
                        ErrorKind.NO_SUCH_PART,
                        "'" + key + "' offers nothing for the role " + role.word(),
                        "These do: " + String.join(", ", others));
            }
        }

        private Aim rollback() throws IOException, RefusedException {
            BundleSet before = store.before()
                    .orElseThrow(() -> new RefusedException(
                            ErrorKind.USAGE, "There is nothing to go back to", "See wavry bundles history"));
            return new Aim(before, List.of(), "");
        }

        private Aim remove(String name, BundleSet now) throws RefusedException {
            Bundle bundle = existing(name);
            notPinned(name, now);
            if (LiveBundles.isNeeded(bundle) && !LiveBundles.isAdded(bundle)) {
                throw new RefusedException(
                        ErrorKind.USAGE, "'" + name + "' is what others stand on", "Only strategies can be removed");
            }
            BundleSet to = now.withoutAdded(name);
            if (!LiveBundles.isAdded(bundle)) {
                to = to.withoutShipped(name);
            }
            for (var favour : now.favoured().entrySet()) {
                to = favour.getValue().equals(name) ? to.favour(favour.getKey(), "") : to;
            }
            return new Aim(to, List.of(), "");
        }

        private Bundle existing(String name) throws RefusedException {
            return live.find(name)
                    .orElseThrow(() -> new RefusedException(
                            ErrorKind.NO_SUCH_PART, "There is no bundle '" + name + "'", "See wavry bundles list"));
        }

        private static void notPinned(String name, BundleSet now) throws RefusedException {
            if (now.pinned().contains(name)) {
                throw new RefusedException(
                        ErrorKind.USAGE, "'" + name + "' is pinned", "Use wavry bundles unpin " + name + " first");
            }
        }

        private static Role role(String name) throws RefusedException {
            return Arrays.stream(Role.values())
                    .filter(r -> r.word().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            ErrorKind.USAGE,
                            "There is no role '" + name + "'",
                            "Choose one of capture, encoder, decoder, transport, renderer, input, congestion, fec, "
                                    + "audio-source, audio-codec, audio-output"));
        }

        private static BundleSet.Added added(Checked file) {
            String signer = file.signer().isEmpty() ? BundleSet.Added.UNSIGNED : file.signer();
            return new BundleSet.Added(file.digest(), file.name(), file.version(), signer);
        }
    }
}
