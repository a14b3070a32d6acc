package dev.wavry.launcher;

import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Finds the service that understands the command line: a {@link ToIntFunction} from arguments to exit code with the
 * property {@code wavry.command=main}.
 */
final class Command {
    private static final String FILTER =
            "(&(" + Constants.OBJECTCLASS + "=" + ToIntFunction.class.getName() + ")(wavry.command=main))";

    /** The service is there once all bundles are started; the wait covers one that starts in the background. */
    private static final long PATIENCE_MILLIS = 10_000;

    private Command() {}

    static ToIntFunction<String[]> await(BundleContext context) throws CannotStartException {
        ServiceTracker<Object, ToIntFunction<String[]>> tracker = new ServiceTracker<>(context, filter(), null);
        tracker.open();
        try {
            ToIntFunction<String[]> command = tracker.waitForService(PATIENCE_MILLIS);
            if (command != null) {
                return command;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotStartException("no bundle offers the commands (a ToIntFunction with wavry.command=main);"
                + " look above for bundles that were left out, or unpack Wavry again");
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter(FILTER);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is well formed", e);
        }
    }
}
