package dev.wavry.operate.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wavry.api.Role;
import dev.wavry.api.StrategyGate;
import dev.wavry.operate.set.BundleSet;
import dev.wavry.operate.set.SetStore;
import dev.wavry.operate.trust.Signer;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.Version;

/** What becomes of a bundle whose set cannot be written down, in a framework that only keeps a list. */
@Timeout(30)
class ExchangeTest {
    private static final String NAME = "io.acme.codec";
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir
    Path folder;

    private final List<Bundle> installed = new ArrayList<>();
    private final List<String> favoured = new ArrayList<>();
    private final BundleContext context = fake(BundleContext.class, (self, method, words) -> switch (method.getName()) {
        case "getBundles" -> installed.toArray(new Bundle[0]);
        case "getBundle" -> framework();
        case "installBundle" -> install((String) words[0]);
        default -> null;
    });
    private SetStore store;
    private BundleSet to;

    @BeforeEach
    void keepABundle() throws IOException {
        store = new SetStore(folder.resolve("bundles"));
        store.prepare();
        String digest = Signer.digest(BYTES);
        store.keep(BYTES, digest);
        to = BundleSet.SHIPPED
                .with(new BundleSet.Added(digest, NAME, "1.0.0", "acme"))
                .favour(Role.ENCODER, NAME);
    }

    private static <T> T fake(Class<T> type, InvocationHandler does) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, words) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> self == words[0];
                    case "hashCode" -> System.identityHashCode(self);
                    default -> type.getSimpleName();
                };
            }
            Object answer = does.invoke(self, method, words);
            return answer != null || !method.getReturnType().isPrimitive() ? answer : zero(method.getReturnType());
        }));
    }

    private static Object zero(Class<?> type) {
        return type == boolean.class ? (Object) false : type == long.class ? (Object) 0L : (Object) 0;
    }

    /** Resolves everything and is done with every refresh at once. */
    private Bundle framework() {
        return fake(
                Bundle.class,
                (self, method, words) -> !method.getName().equals("adapt")
                        ? null
                        : fake((Class<?>) words[0], (wiring, what, args) -> {
                            if (what.getName().equals("refreshBundles")) {
                                ((FrameworkListener[]) args[1])
                                        [0].frameworkEvent(new FrameworkEvent(
                                                FrameworkEvent.PACKAGES_REFRESHED, (Bundle) self, null));
                            }
                            return what.getReturnType() == boolean.class ? true : null;
                        }));
    }

    private Bundle install(String location) {
        Bundle bundle = fake(Bundle.class, (self, method, words) -> switch (method.getName()) {
            case "adapt" -> fake((Class<?>) words[0], (level, what, args) -> null);
            case "getBundleId" -> 7L;
            case "getSymbolicName" -> NAME;
            case "getVersion" -> new Version(1, 0, 0);
            case "getLocation" -> location;
            case "getHeaders" -> new Hashtable<String, String>();
            case "uninstall" -> {
                installed.remove(self);
                yield null;
            }
            default -> null;
        });
        installed.add(bundle);
        return bundle;
    }

    private BundleSet run() throws Exception {
        StrategyGate gate = fake(StrategyGate.class, (self, method, words) -> {
            if (method.getName().equals("favour") && words[0] == Role.ENCODER) {
                favoured.add((String) words[1]);
            }
            return method.getName().equals("entries") ? List.of() : null;
        });
        try (Sessions sessions = new Sessions(context);
                Sessions.Looked looked = sessions.look()) {
            Exchange exchange = new Exchange(
                    new LiveBundles(context, folder), gate, new SelfTest(context), sessions, store, text -> {});
            return exchange.run(BundleSet.SHIPPED, to, looked, new Exchange.Patience(0, () -> false));
        }
    }

    @Test
    void shouldKeepABundleThatIsWrittenDown() throws Exception {
        assertEquals(1, run().generation());
        assertEquals(1, installed.size());
        assertEquals(List.of(NAME + " 1.0.0"), favoured);
        assertEquals(Map.of(Role.ENCODER, NAME), store.current().favoured());
    }

    @Test
    void shouldPutBackABundleThatCannotBeWrittenDown() throws Exception {
        // A folder where the file has to be is as good as a full disk, and stops the owner of all files too.
        Files.createDirectory(store.folder().resolve("set.new"));
        assertThrows(IOException.class, this::run);
        assertEquals(List.of(), installed);
        assertEquals("", favoured.get(favoured.size() - 1));
        assertEquals(BundleSet.SHIPPED, store.current());
    }
}
