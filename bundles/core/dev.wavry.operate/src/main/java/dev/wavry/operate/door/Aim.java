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
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/**
 * Which set an order leads to; changes nothing.
 *
 * @param to the set
 * @param file a bundle of it that is not kept yet
 * @param digest SHA-256 of the bundle it is about, or empty
 */
record Aim(BundleSet to, @Nullable Checked file, String digest) {
    /** Works aims out. */
    record Maker(LiveBundles live, StrategyGate gate, SetStore store, BundleCheck check, boolean developer) {
        Aim of(Order order, BundleSet now) throws IOException, RefusedException {
            String what =
                    order.rest().isEmpty() ? "" : order.rest().get(order.rest().size() - 1);
            return switch (order.action()) {
                case "install" -> install(file(what), now);
                case "deploy" -> {
                    Checked file = file(what);
                    yield live.find(file.name()).isPresent() ? update(file, now, order) : install(file, now);
                }
                case "update" -> update(file(what), now, order);
                case "swap" -> swap(order.rest().get(0), what, now, order);
                case "rollback" -> rollback();
                case "remove" -> remove(what, now);
                case "pin", "unpin" -> {
                    existing(what);
                    yield new Aim(now.pin(what, order.action().equals("pin")), null, "");
                }
                default -> throw new IllegalStateException(order.action());
            };
        }

        private Checked file(String path) throws IOException, RefusedException {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                throw new RefusedException(ErrorKind.NO_SUCH_PART, "There is no file '" + path + "'", "Check the path");
            }
            return check.file(file, developer);
        }

        private Aim install(Checked file, BundleSet now) throws RefusedException {
            Optional<Bundle> here = live.find(file.name());
            if (here.isPresent()) {
                throw new RefusedException(
                        ErrorKind.USAGE,
                        "'" + LiveBundles.key(here.get()) + "' is installed already",
                        "Use wavry bundles update or swap");
            }
            return new Aim(now.with(added(file)), file, file.digest());
        }

        private Aim update(Checked file, BundleSet now, Order order) throws RefusedException {
            Bundle old = existing(file.name());
            return new Aim(replaced(file, old, now, order), file, file.digest());
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
                return new Aim(now.favour(role, ""), null, "");
            }
            if (!what.contains("/")) {
                Bundle bundle = existing(what);
                offers(role, LiveBundles.key(bundle));
                return new Aim(now.favour(role, what), null, "");
            }
            Checked file = file(what);
            Optional<Bundle> old = live.find(file.name());
            BundleSet to = old.isPresent() ? replaced(file, old.get(), now, order) : now.with(added(file));
            return new Aim(to.favour(role, file.name()), file, file.digest());
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
            return new Aim(before, null, "");
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
            return new Aim(to, null, "");
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
                    .orElseThrow(
                            () -> new RefusedException(
                                    ErrorKind.USAGE,
                                    "There is no role '" + name + "'",
                                    "Choose one of capture, encoder, decoder, transport, renderer, input, audio-source, audio-codec, audio-output"));
        }

        private static BundleSet.Added added(Checked file) {
            String signer = file.signer().isEmpty() ? BundleSet.Added.UNSIGNED : file.signer();
            return new BundleSet.Added(file.digest(), file.name(), file.version(), signer);
        }
    }
}
