package dev.wavry.operate.live;

import dev.wavry.operate.set.BundleSet;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts everything anew in the same process with what is installed by then, floor by floor. Hosts tell their clients, which come back by
 * themselves with the keys that both sides know.
 */
public final class Restart {
    private static final Logger LOG = LoggerFactory.getLogger(Restart.class);

    /** The launcher starts the framework again when this is true. */
    private static final String AGAIN = "wavry.again";

    private Restart() {}

    /** What was brought in and is not what runs: others stand on it, so only a new start exchanges it. */
    public static List<String> waitedForBy(LiveBundles live, BundleSet set) {
        return set.added().stream()
                .map(BundleSet.Added::bundle)
                .filter(bundle -> live.exactly(bundle).isEmpty())
                .toList();
    }

    /** Stops the framework on a thread of its own, because whoever asked is part of it. */
    public static void begin(BundleContext context) {
        System.setProperty(AGAIN, "true");
        Thread thread = new Thread(
                () -> {
                    try {
                        context.getBundle(0).stop();
                    } catch (BundleException e) {
                        LOG.error("The framework does not stop to start anew", e);
                    }
                },
                "wavry-restart");
        thread.start();
    }
}
