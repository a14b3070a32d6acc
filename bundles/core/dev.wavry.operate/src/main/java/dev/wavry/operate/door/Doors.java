package dev.wavry.operate.door;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.HostHandle;
import dev.wavry.api.Operator;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the ways to the door with the first host or client of the process, and closes them when the process ends. */
final class Doors extends ServiceTracker<Object, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
    private static final String RUNNING =
            "(|(objectClass=" + HostHandle.class.getName() + ")(objectClass=" + ClientHandle.class.getName() + "))";

    private final Operator operator;
    private final Path home;
    private @Nullable ControlSocket socket;
    private @Nullable DeployFolder deploy;

    Doors(BundleContext context, Operator operator, Path home) {
        super(context, filter(context), null);
        this.operator = operator;
        this.home = home;
        open();
    }

    private static org.osgi.framework.Filter filter(BundleContext context) {
        try {
            return context.createFilter(RUNNING);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is well formed", e);
        }
    }

    @Override
    public @Nullable Object addingService(ServiceReference<Object> reference) {
        openDoors();
        return reference;
    }

    @Override
    public void removedService(ServiceReference<Object> reference, Object service) {
        // Nothing was fetched.
    }

    private synchronized void openDoors() {
        if (socket == null) {
            try {
                socket = new ControlSocket(home.resolve("run"), operator);
                deploy = DeployFolder.watch(home.resolve("deploy"), operator);
            } catch (IOException e) {
                LOG.warn("This process takes no orders: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        super.close();
        synchronized (this) {
            if (socket != null) {
                socket.close();
            }
            if (deploy != null) {
                deploy.close();
            }
        }
    }
}
