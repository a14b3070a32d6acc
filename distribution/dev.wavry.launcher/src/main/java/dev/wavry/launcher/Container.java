package dev.wavry.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;

/** The framework with the bundles of one folder. Thread-safe; stopping twice is harmless. */
final class Container {
    /** Sessions have this long to say goodbye; afterwards the process ends anyway. */
    static final long STOP_TIMEOUT_MILLIS = 3_000;

    /** Felix waits out the whole timeout when asked to stop once more. */
    private static final Set<Integer> RUNNING = Set.of(Bundle.STARTING, Bundle.ACTIVE, Bundle.STOPPING);

    private final Framework framework;
    private final List<BundleFile> files;
    private final InstalledSet set;

    private Container(Framework framework, List<BundleFile> files, InstalledSet set) {
        this.framework = framework;
        this.files = files;
        this.set = set;
    }

    static Container create(Home home, Storage storage, InstalledSet set) throws IOException, CannotStartException {
        List<BundleFile> files = BundleFile.in(home.bundles());
        FrameworkFactory factory =
                ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow();
        return new Container(factory.newFramework(configuration(storage)), files, set);
    }

    /** Installs and starts everything; a bundle that cannot run is reported on standard error and left out. */
    void start() throws BundleException {
        framework.init();
        Problems problems = new Problems(System.err);
        context().addFrameworkListener(problems);
        for (BundleFile file : files) {
            if (!set.without().contains(file.name())) {
                install(file, problems);
            }
        }
        for (InstalledSet.Added added : set.bundles()) {
            install(added, problems);
        }
        framework.start();
        problems.reportUnattachedFragments(context().getBundles());
    }

    /** The framework's own context; valid between {@link #start} and {@link #stop}. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Stops all bundles, faces first, and waits at most {@link #STOP_TIMEOUT_MILLIS}. */
    void stop() {
        try {
            if (!RUNNING.contains(framework.getState())) {
                return;
            }
            framework.stop();
            framework.waitForStop(STOP_TIMEOUT_MILLIS);
        } catch (BundleException e) {
            System.err.println("wavry: the framework did not stop cleanly: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void install(BundleFile file, Problems problems) {
        try {
            Bundle bundle = context().installBundle(file.location());
            bundle.adapt(BundleStartLevel.class).setStartLevel(file.level().number());
            if (!file.fragment()) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException e) {
            problems.report(file.path().getFileName().toString(), e);
        }
    }

    private void install(InstalledSet.Added added, Problems problems) {
        try {
            Bundle bundle = context().installBundle(added.location(), new ByteArrayInputStream(added.bytes()));
            Level level = Level.of(
                    bundle.getHeaders().get("Wavry-Floor"), bundle.getHeaders().get("Require-Capability"));
            bundle.adapt(BundleStartLevel.class).setStartLevel(level.number());
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        } catch (BundleException e) {
            problems.report(added.name(), e);
        }
    }

    private static Map<String, String> configuration(Storage storage) {
        Map<String, Object> configuration = new HashMap<>();
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.folder().toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(Level.FACES.number()));
        // While somebody records, the JDK makes classes in these packages and lets every class of an event refer to
        // them.
        configuration.put(Constants.FRAMEWORK_BOOTDELEGATION, "jdk.jfr.internal.*");
        configuration.put("felix.log.logger", new FrameworkLog());
        @SuppressWarnings({"unchecked", "rawtypes"}) // Felix takes its logger as an object in this map
        Map<String, String> typed = (Map) configuration;
        return typed;
    }
}
