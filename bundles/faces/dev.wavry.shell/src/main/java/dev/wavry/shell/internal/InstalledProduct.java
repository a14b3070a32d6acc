package dev.wavry.shell.internal;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.GatewayServer;
import dev.wavry.api.Operator;
import dev.wavry.api.OperatorHttp;
import dev.wavry.api.RelayServer;
import dev.wavry.api.StrategyGate;
import dev.wavry.api.Wavry;
import dev.wavry.api.WavryException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.util.tracker.ServiceTracker;

/** The product as the framework has it. */
final class InstalledProduct implements Surroundings.Product {
    private static final String CORE = "dev.wavry.core";
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final BundleContext context;
    private final ServiceTracker<Wavry, Wavry> tracker;

    InstalledProduct(BundleContext context) {
        this.context = context;
        this.tracker = new ServiceTracker<>(context, Wavry.class, null);
    }

    @Override
    public Wavry find() throws WavryException {
        tracker.open();
        try {
            Wavry wavry = tracker.waitForService(PATIENCE_MILLIS);
            if (wavry != null) {
                return wavry;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw missing();
    }

    @Override
    public Operator operator() throws WavryException {
        return service(Operator.class, "dev.wavry.operate");
    }

    @Override
    public OperatorHttp operatorHttp() throws WavryException {
        return service(OperatorHttp.class, "dev.wavry.operate.http");
    }

    @Override
    public StrategyGate gate() throws WavryException {
        return service(StrategyGate.class, CORE);
    }

    @Override
    public RelayServer relays() throws WavryException {
        return service(RelayServer.class, "dev.wavry.relay");
    }

    @Override
    public GatewayServer gateways() throws WavryException {
        return service(GatewayServer.class, "dev.wavry.gateway");
    }

    private <T> T service(Class<T> type, String bundle) throws WavryException {
        ServiceReference<T> reference = context.getServiceReference(type);
        T service = reference == null ? null : context.getService(reference);
        if (service == null) {
            throw new WavryException(
                    ErrorKind.NO_BUNDLE, "The bundle '" + bundle + "' does not run", "Unpack Wavry again.");
        }
        return service;
    }

    private WavryException missing() {
        boolean installed =
                Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).anyMatch(CORE::equals);
        return installed
                ? new WavryException(
                        ErrorKind.NO_BUNDLE,
                        "The bundle '" + CORE + "' is installed but does not run",
                        "The log says which of its parts is missing.")
                : new WavryException(
                        ErrorKind.NO_BUNDLE, "The bundle '" + CORE + "' is not installed", "Unpack Wavry again.");
    }

    @Override
    public String version() {
        Version version = context.getBundle().getVersion();
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
    }

    @Override
    public void useDisplay(String display) {
        System.setProperty("wavry.display", display);
    }

    @Override
    public void onSignal(Runnable end) {
        Signals.onFirst(end);
    }
}
