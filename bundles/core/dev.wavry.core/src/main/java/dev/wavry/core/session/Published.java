package dev.wavry.core.session;

import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Running hosts and clients as services, so that whoever looks after the whole process finds them. Safe from any thread. */
final class Published {
    private final BundleContext context;

    Published(BundleContext context) {
        this.context = context;
    }

    /** Registers it until it is over. */
    <T> void publish(Class<T> type, T handle, CompletableFuture<?> over) {
        ServiceRegistration<T> registration = context.registerService(type, handle, null);
        over.thenRun(() -> {
            try {
                registration.unregister();
            } catch (IllegalStateException gone) {
                // The framework stopped before the handle did, and took the registration along.
            }
        });
    }
}
