package dev.wavry.core.catalog;

import dev.wavry.api.Role;
import dev.wavry.api.StrategyGate;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.input.InputInjector;
import dev.wavry.spi.lifecycle.Strategy;
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.platform.PlatformHost;
import dev.wavry.spi.render.VideoRenderer;
import dev.wavry.spi.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the service registry for strategies. Unbinding returns only when no session uses the strategy any more, or after
 * {@value #LEAVE_MILLIS} ms, because the component runtime deactivates the strategy right afterwards.
 */
@Component(
        service = {StrategyCatalog.class, StrategyGate.class},
        immediate = true)
public final class StrategyCatalog implements StrategyGate {
    /** How long a leaving strategy is waited for; well below the component runtime's own lock timeout of 5 s. */
    static final long LEAVE_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(StrategyCatalog.class);

    private final List<CatalogListener> listeners = new CopyOnWriteArrayList<>();
    private final Favours favours = new Favours();
    private Snapshot snapshot = Snapshot.EMPTY;

    /** What there is now; any thread. */
    public synchronized Snapshot snapshot() {
        return snapshot;
    }

    /** Tells somebody of every change from now on. */
    public void listen(CatalogListener listener) {
        listeners.add(listener);
    }

    /** Stops telling. */
    public void forget(CatalogListener listener) {
        listeners.remove(listener);
    }

    /** A strategy is here, or changed; any thread. */
    public <T> void arrived(Class<T> type, Provider<T> provider) {
        Snapshot now;
        synchronized (this) {
            if (favours.keepsBack(type, provider)) {
                return;
            }
            snapshot = snapshot.with(type, favours.ranked(type, provider));
            now = snapshot;
        }
        LOG.debug("strategy '{}' of '{}' is here", provider.id(), provider.bundle());
        listeners.forEach(listener -> listener.changed(now));
    }

    @Override
    public synchronized List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        Favours.ROLES.forEach((role, types) -> types.stream()
                .flatMap(type -> snapshot.providers(type).stream())
                .forEach(p -> all.add(new Entry(role, p.id(), p.bundle(), p.favoured(), false))));
        all.addAll(favours.heldEntries());
        return all;
    }

    @Override
    public void hold(String bundle) {
        List<Provider<?>> gone = new ArrayList<>();
        synchronized (this) {
            favours.hold(bundle);
            Favours.ROLES.values().stream().flatMap(List::stream).forEach(type -> snapshot.providers(type).stream()
                    .filter(p -> p.bundle().equals(bundle))
                    .forEach(p -> {
                        favours.keepsBack(type, p.favoured(false));
                        gone.add(p);
                    }));
        }
        gone.forEach(this::withdraw);
    }

    @Override
    public void release(String bundle) {
        List<Runnable> arrivals;
        synchronized (this) {
            arrivals = favours.release(bundle, this);
        }
        arrivals.forEach(Runnable::run);
    }

    @Override
    public void favour(Role role, String bundle) {
        Snapshot now;
        synchronized (this) {
            for (Class<?> type : Favours.ROLES.getOrDefault(role, List.of())) {
                favours.favour(type, bundle);
                for (Provider<?> provider : snapshot.providers(type)) {
                    snapshot = favours.reranked(snapshot, type, provider);
                }
            }
            now = snapshot;
        }
        listeners.forEach(listener -> listener.changed(now));
    }

    /** A strategy leaves; returns once nobody uses it any more or {@value #LEAVE_MILLIS} ms have passed. Not on an agent of the core. */
    public void leaving(Provider<?> provider) {
        synchronized (this) {
            favours.forget(provider.serviceId());
        }
        withdraw(provider);
    }

    private void withdraw(Provider<?> provider) {
        Snapshot without;
        synchronized (this) {
            snapshot = snapshot.without(provider.serviceId());
            without = snapshot;
        }
        CompletableFuture<?>[] uses = listeners.stream()
                .map(listener -> listener.leaving(provider, without))
                .toArray(CompletableFuture<?>[]::new);
        await(provider, CompletableFuture.allOf(uses));
    }

    private static void await(Provider<?> provider, CompletableFuture<?> unused) {
        try {
            unused.get(LEAVE_MILLIS, TimeUnit.MILLISECONDS);
            LOG.debug("strategy '{}' of '{}' has left", provider.id(), provider.bundle());
        } catch (TimeoutException e) {
            LOG.warn(
                    "Strategy '{}' of '{}' left while still in use; what it runs was abandoned",
                    provider.id(),
                    provider.bundle());
        } catch (ExecutionException e) {
            LOG.warn("Giving back strategy '{}' of '{}' failed", provider.id(), provider.bundle(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static <T> Provider<T> provider(T service, ServiceReference<T> reference) {
        Object id = reference.getProperty(Strategy.PREFIX_ + "id");
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        return new Provider<>(
                (Long) reference.getProperty(Constants.SERVICE_ID),
                id == null ? service.getClass().getSimpleName() : id.toString(),
                ranking instanceof Integer rank ? rank : 0,
                reference.getBundle() == null
                        ? "?"
                        : reference.getBundle().getSymbolicName() + " "
                                + reference.getBundle().getVersion(),
                service);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addCapture",
            unbind = "removeCapture")
    void addCapture(CaptureSource service, ServiceReference<CaptureSource> reference) {
        arrived(CaptureSource.class, provider(service, reference));
    }

    void removeCapture(CaptureSource service, ServiceReference<CaptureSource> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addEncoder",
            unbind = "removeEncoder")
    void addEncoder(VideoEncoderFactory service, ServiceReference<VideoEncoderFactory> reference) {
        arrived(VideoEncoderFactory.class, provider(service, reference));
    }

    void removeEncoder(VideoEncoderFactory service, ServiceReference<VideoEncoderFactory> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addDecoder",
            unbind = "removeDecoder")
    void addDecoder(VideoDecoderFactory service, ServiceReference<VideoDecoderFactory> reference) {
        arrived(VideoDecoderFactory.class, provider(service, reference));
    }

    void removeDecoder(VideoDecoderFactory service, ServiceReference<VideoDecoderFactory> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addTransport",
            unbind = "removeTransport")
    void addTransport(Transport service, ServiceReference<Transport> reference) {
        arrived(Transport.class, provider(service, reference));
    }

    void removeTransport(Transport service, ServiceReference<Transport> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addRenderer",
            unbind = "removeRenderer")
    void addRenderer(VideoRenderer service, ServiceReference<VideoRenderer> reference) {
        arrived(VideoRenderer.class, provider(service, reference));
    }

    void removeRenderer(VideoRenderer service, ServiceReference<VideoRenderer> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addInjector",
            unbind = "removeInjector")
    void addInjector(InputInjector service, ServiceReference<InputInjector> reference) {
        arrived(InputInjector.class, provider(service, reference));
    }

    void removeInjector(InputInjector service, ServiceReference<InputInjector> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addCongestion",
            unbind = "removeCongestion")
    void addCongestion(CongestionControlFactory service, ServiceReference<CongestionControlFactory> reference) {
        arrived(CongestionControlFactory.class, provider(service, reference));
    }

    void removeCongestion(CongestionControlFactory service, ServiceReference<CongestionControlFactory> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addFec",
            unbind = "removeFec")
    void addFec(FecFactory service, ServiceReference<FecFactory> reference) {
        arrived(FecFactory.class, provider(service, reference));
    }

    void removeFec(FecFactory service, ServiceReference<FecFactory> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addPlatform",
            unbind = "removePlatform")
    void addPlatform(PlatformHost service, ServiceReference<PlatformHost> reference) {
        arrived(PlatformHost.class, provider(service, reference));
    }

    void removePlatform(PlatformHost service, ServiceReference<PlatformHost> reference) {
        leaving(provider(service, reference));
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            updated = "addNat",
            unbind = "removeNat")
    void addNat(NatStrategy service, ServiceReference<NatStrategy> reference) {
        arrived(NatStrategy.class, provider(service, reference));
    }

    void removeNat(NatStrategy service, ServiceReference<NatStrategy> reference) {
        leaving(provider(service, reference));
    }
}
