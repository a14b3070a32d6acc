package dev.wavry.shell.internal;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Offers the command line to the launcher. */
@Component(service = ToIntFunction.class, property = "wavry.command=main", immediate = true)
public final class ShellComponent implements ToIntFunction<String[]> {
    /** Goodbyes take up to 2 s on either side. */
    private static final long GOODBYE_MILLIS = TimeUnit.SECONDS.toMillis(6);

    private final BundleContext context;
    private final Running running = new Running(System::nanoTime);
    private final Shell shell;
    private final SynchronousBundleListener stopListener;
    private volatile boolean called;

    /** Made by SCR. */
    @Activate
    public ShellComponent(BundleContext context) {
        this.context = context;
        this.shell = new Shell(new Surroundings(
                new InstalledProduct(context),
                new Output(System.out, System.err, Terminal.isThere()),
                System.in,
                Places.of(System.getenv(), Path.of(System.getProperty("user.home"))),
                System.getenv(),
                running));
        this.stopListener = this::bundleChanged;
        context.addBundleListener(stopListener);
    }

    @Override
    public int applyAsInt(String[] words) {
        called = true;
        return shell.applyAsInt(words);
    }

    /** The framework stops bundles one by one; goodbyes need all of them, so they are said before the first one goes. */
    private void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            end();
        }
    }

    private void end() {
        running.stop();
        if (called) {
            running.awaitFinish(GOODBYE_MILLIS);
        }
    }

    /** Called by SCR. */
    @Deactivate
    public void deactivate() {
        context.removeBundleListener(stopListener);
        end();
    }
}
