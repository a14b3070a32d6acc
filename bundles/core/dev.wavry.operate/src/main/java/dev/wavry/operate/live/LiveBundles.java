package dev.wavry.operate.live;

import dev.wavry.api.ErrorKind;
import dev.wavry.operate.trust.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles of the running framework. One order at a time. */
public final class LiveBundles {
    /** Where bundles that were installed say they come from, followed by their digest. */
    public static final String LOCATION = "wavry:sha256:";

    private static final int LEAVES = 3;
    private static final long REFRESH_SECONDS = 10;

    /** Floors that others stand on; exchanging them under what runs would take it along. */
    private static final Set<String> NEEDED = Set.of("ground", "foundation", "contract", "core", "faces");

    private final BundleContext context;
    private final Path shipped;

    /**
     * @param shipped folder of the bundles that the product came with
     */
    public LiveBundles(BundleContext context, Path shipped) {
        this.context = context;
        this.shipped = shipped;
    }

    /** All bundles but the framework itself, by name. */
    public List<Bundle> all() {
        return Arrays.stream(context.getBundles())
                .filter(b -> b.getBundleId() != 0 && b.getSymbolicName() != null)
                .sorted(Comparator.comparing(Bundle::getSymbolicName).thenComparing(Bundle::getVersion))
                .toList();
    }

    /** The newest bundle of a name. */
    public Optional<Bundle> find(String name) {
        return all().stream().filter(b -> b.getSymbolicName().equals(name)).reduce((older, newer) -> newer);
    }

    /** The bundle with this name and version. */
    public Optional<Bundle> exactly(String nameAndVersion) {
        return all().stream().filter(b -> key(b).equals(nameAndVersion)).findFirst();
    }

    /** Symbolic name and version. */
    public static String key(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /** True if others stand on it, so that a change takes effect at the next start. */
    public static boolean isNeeded(Bundle bundle) {
        return NEEDED.contains(String.valueOf(bundle.getHeaders().get("Wavry-Floor")));
    }

    /** True if it was installed by an order, and is not one the product came with. */
    public static boolean isAdded(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATION);
    }

    /** Installs and resolves; nothing of it runs yet. */
    public Bundle install(byte[] bytes, String digest) throws RefusedException {
        try {
            Bundle bundle = context.installBundle(LOCATION + digest, new ByteArrayInputStream(bytes));
            bundle.adapt(BundleStartLevel.class).setStartLevel(LEAVES);
            if (!wiring().resolveBundles(List.of(bundle)) && !isFragment(bundle)) {
                String why = unresolved(bundle);
                remove(bundle);
                throw new RefusedException(
                        ErrorKind.NO_SUCH_PART, "It cannot run here: " + why, "Install what it needs first");
            }
            return bundle;
        } catch (BundleException e) {
            throw new RefusedException(
                    ErrorKind.NO_SUCH_PART, "The framework does not take it: " + oneLine(e), "Mend the bundle");
        }
    }

    private static String unresolved(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return "it did not resolve at first";
        } catch (BundleException e) {
            return oneLine(e);
        }
    }

    /** Starts it. */
    public void start(Bundle bundle) throws RefusedException {
        if (isFragment(bundle)) {
            return;
        }
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            throw new RefusedException(
                    ErrorKind.ROLLED_BACK, "It does not start: " + oneLine(e), "Ask whoever made it");
        }
    }

    /** Stops and forgets a bundle, and everything that was wired to it alone. */
    public void remove(Bundle bundle) throws RefusedException {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
            refresh(bundle);
        } catch (BundleException e) {
            throw new RefusedException(
                    ErrorKind.INTERNAL, "'" + key(bundle) + "' cannot be removed: " + oneLine(e), "See the log");
        }
    }

    private void refresh(Bundle bundle) {
        CountDownLatch done = new CountDownLatch(1);
        wiring().refreshBundles(List.of(bundle), event -> done.countDown());
        try {
            if (!done.await(REFRESH_SECONDS, TimeUnit.SECONDS)) {
                org.slf4j.LoggerFactory.getLogger(LiveBundles.class)
                        .warn("The framework still refreshes after {} s", REFRESH_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Brings a bundle back that the product came with. */
    public Bundle installShipped(String name) throws RefusedException, IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(shipped, "*.jar")) {
            for (Path jar : jars) {
                if (name.equals(symbolicName(jar))) {
                    Bundle bundle = context.installBundle("reference:" + jar.toUri());
                    bundle.adapt(BundleStartLevel.class).setStartLevel(LEAVES);
                    return bundle;
                }
            }
        } catch (BundleException e) {
            throw new RefusedException(
                    ErrorKind.INTERNAL, "'" + name + "' of the product does not install: " + oneLine(e), "See the log");
        }
        throw new RefusedException(
                ErrorKind.NO_SUCH_PART, "The product came with no bundle '" + name + "'", "See wavry bundles list");
    }

    private static String symbolicName(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            String name = file.getManifest().getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            return name == null ? "" : name.split(";", 2)[0].strip();
        }
    }

    private FrameworkWiring wiring() {
        return context.getBundle(0).adapt(FrameworkWiring.class);
    }

    static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }

    private static String oneLine(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root == e ? String.valueOf(e.getMessage()) : root.toString();
        return text.lines().findFirst().orElse("").replaceAll("\\s+", " ");
    }
}
