package dev.wavry.platform.linux.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.lib.x11.testing.XServer;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

@Timeout(60)
class DisplayProbeTest {
    private final List<String> registered = new CopyOnWriteArrayList<>();

    @Test
    void shouldAnnounceAServerUntilItDies() {
        try (XServer server = XServer.xvfb(64, 64)) {
            DisplayProbe probe = new DisplayProbe(framework(), server.display());
            XServer.await("the condition", () -> registered.contains(DisplayProbe.CONDITION));
            server.kill();
            XServer.await("its end", registered::isEmpty);
            probe.close();
        }
    }

    @Test
    void shouldTakeTheConditionBackWhenItStops() {
        try (XServer server = XServer.xvfb(64, 64)) {
            DisplayProbe probe = new DisplayProbe(framework(), server.display());
            XServer.await("the condition", () -> !registered.isEmpty());
            probe.close();
            assertEquals(List.of(), registered);
        }
    }

    @Test
    void shouldAnnounceNothingWithoutADisplay() {
        DisplayProbe probe = new DisplayProbe(framework(), "");
        probe.close();
        assertEquals(List.of(), registered);
    }

    /** A framework that knows how to register and unregister. */
    private BundleContext framework() {
        return (BundleContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("registerService")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    String id = (String) ((Dictionary<?, ?>) arguments[2]).get(Condition.CONDITION_ID);
                    registered.add(id);
                    return registration(id);
                });
    }

    private ServiceRegistration<?> registration(String id) {
        return (ServiceRegistration<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (proxy, method, arguments) -> {
                    registered.remove(id);
                    return null;
                });
    }
}
