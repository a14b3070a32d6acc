package dev.wavry.core.catalog;

import dev.wavry.api.Role;
import dev.wavry.api.StrategyGate;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSource;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.control.CongestionControlFactory;
import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.input.InputInjector;
import dev.wavry.spi.render.VideoRenderer;
import dev.wavry.spi.transport.Transport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the operator prefers and what nobody may use yet. Guarded by the catalog. */
final class Favours {
    /** The services that fill each role. */
    static final Map<Role, List<Class<?>>> ROLES = roles();

    private final Map<Class<?>, String> favoured = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private final List<Waiting<?>> waiting = new ArrayList<>();

    private record Waiting<T>(Class<T> type, Provider<T> provider) {
        void arriveAt(StrategyCatalog catalog) {
            catalog.arrived(type, provider);
        }
    }

    private static Map<Role, List<Class<?>>> roles() {
        Map<Role, List<Class<?>>> roles = new EnumMap<>(Role.class);
        roles.put(Role.CAPTURE, List.of(CaptureSource.class));
        roles.put(Role.ENCODER, List.of(VideoEncoderFactory.class));
        roles.put(Role.DECODER, List.of(VideoDecoderFactory.class));
        roles.put(Role.TRANSPORT, List.of(Transport.class));
        roles.put(Role.RENDERER, List.of(VideoRenderer.class));
        roles.put(Role.INPUT, List.of(InputInjector.class));
        roles.put(Role.CONGESTION, List.of(CongestionControlFactory.class));
        roles.put(Role.FEC, List.of(FecFactory.class));
        roles.put(Role.AUDIO_SOURCE, List.of(AudioSource.class));
        roles.put(Role.AUDIO_CODEC, List.of(AudioEncoderFactory.class, AudioDecoderFactory.class));
        roles.put(Role.AUDIO_OUTPUT, List.of(AudioSink.class));
        return roles;
    }

    void hold(String bundle) {
        held.add(bundle);
    }

    /** True if this one may not be used yet; it is kept until it may. */
    boolean keepsBack(Class<?> type, Provider<?> provider) {
        if (!held.contains(provider.bundle())) {
            return false;
        }
        forget(provider.serviceId());
        waiting.add(waiting(type, provider));
        return true;
    }

    @SuppressWarnings("unchecked")
    private static Waiting<?> waiting(Class<?> type, Provider<?> provider) {
        return new Waiting<>((Class<Object>) type, (Provider<Object>) provider);
    }

    /** What has to arrive now, outside of any lock. */
    List<Runnable> release(String bundle, StrategyCatalog catalog) {
        held.remove(bundle);
        List<Runnable> arrivals = new ArrayList<>();
        waiting.removeIf(one -> {
            boolean free = one.provider.bundle().equals(bundle);
            if (free) {
                arrivals.add(() -> one.arriveAt(catalog));
            }
            return free;
        });
        return arrivals;
    }

    void forget(long serviceId) {
        waiting.removeIf(one -> one.provider.serviceId() == serviceId);
    }

    List<StrategyGate.Entry> heldEntries() {
        List<StrategyGate.Entry> entries = new ArrayList<>();
        for (Waiting<?> one : waiting) {
            ROLES.forEach((role, types) -> {
                if (types.contains(one.type)) {
                    entries.add(new StrategyGate.Entry(role, one.provider.id(), one.provider.bundle(), false, true));
                }
            });
        }
        return entries;
    }

    void favour(Class<?> type, String bundle) {
        favoured.put(type, bundle);
    }

    /** The provider with the ranking it deserves. */
    <T> Provider<T> ranked(Class<?> type, Provider<T> provider) {
        return provider.favoured(provider.bundle().equals(favoured.get(type)));
    }

    @SuppressWarnings("unchecked")
    Snapshot reranked(Snapshot snapshot, Class<?> type, Provider<?> provider) {
        return snapshot.with((Class<Object>) type, (Provider<Object>) ranked(type, provider));
    }
}
