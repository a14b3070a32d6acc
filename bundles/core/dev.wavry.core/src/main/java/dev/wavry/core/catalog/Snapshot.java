package dev.wavry.core.catalog;

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
import dev.wavry.spi.nat.NatStrategy;
import dev.wavry.spi.platform.PlatformHost;
import dev.wavry.spi.render.VideoRenderer;
import dev.wavry.spi.transport.Transport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All strategies at one moment, each kind by falling ranking. Immutable. */
public final class Snapshot {
    /** Nothing installed. */
    public static final Snapshot EMPTY = new Snapshot(Map.of());

    private final Map<Class<?>, List<Provider<?>>> byType;

    private Snapshot(Map<Class<?>, List<Provider<?>>> byType) {
        this.byType = byType;
    }

    /** This and one more; a provider of the same number is replaced. */
    public <T> Snapshot with(Class<T> type, Provider<T> provider) {
        Map<Class<?>, List<Provider<?>>> copy = new HashMap<>(without(provider.serviceId()).byType);
        List<Provider<?>> list = new ArrayList<>(copy.getOrDefault(type, List.of()));
        list.add(provider);
        list.sort(Comparator.<Provider<?>>comparingInt(Provider::ranking)
                .reversed()
                .thenComparingLong(Provider::serviceId));
        copy.put(type, List.copyOf(list));
        return new Snapshot(Map.copyOf(copy));
    }

    /** This and one less. */
    public Snapshot without(long serviceId) {
        Map<Class<?>, List<Provider<?>>> copy = new HashMap<>();
        byType.forEach((type, list) -> copy.put(
                type,
                list.stream()
                        .<Provider<?>>map(p -> p)
                        .filter(p -> p.serviceId() != serviceId)
                        .toList()));
        return new Snapshot(Map.copyOf(copy));
    }

    @SuppressWarnings("unchecked")
    private <T> List<Provider<T>> of(Class<T> type) {
        return (List<Provider<T>>) (List<?>) byType.getOrDefault(type, List.of());
    }

    /** All of one kind, whatever that is. */
    List<Provider<?>> providers(Class<?> type) {
        return byType.getOrDefault(type, List.of());
    }

    /** Capture strategies. */
    public List<Provider<CaptureSource>> captures() {
        return of(CaptureSource.class);
    }

    /** Encoder strategies. */
    public List<Provider<VideoEncoderFactory>> encoders() {
        return of(VideoEncoderFactory.class);
    }

    /** Ids of all codecs that are encoded here. */
    public Set<String> encodable() {
        return encoders().stream()
                .flatMap(provider -> provider.service().offers().stream())
                .map(offer -> offer.codec().id())
                .collect(Collectors.toSet());
    }

    /** Decoder strategies. */
    public List<Provider<VideoDecoderFactory>> decoders() {
        return of(VideoDecoderFactory.class);
    }

    /** Transports. */
    public List<Provider<Transport>> transports() {
        return of(Transport.class);
    }

    /** What controls rates. */
    public List<Provider<CongestionControlFactory>> congestionControls() {
        return of(CongestionControlFactory.class);
    }

    /** Schemes of forward error correction. */
    public List<Provider<FecFactory>> fecs() {
        return of(FecFactory.class);
    }

    /** Ways to find addresses. */
    public List<Provider<NatStrategy>> nats() {
        return of(NatStrategy.class);
    }

    /** Renderers. */
    public List<Provider<VideoRenderer>> renderers() {
        return of(VideoRenderer.class);
    }

    /** Where sound comes from. */
    public List<Provider<AudioSource>> audioSources() {
        return of(AudioSource.class);
    }

    /** What encodes sound. */
    public List<Provider<AudioEncoderFactory>> audioEncoders() {
        return of(AudioEncoderFactory.class);
    }

    /** What decodes sound. */
    public List<Provider<AudioDecoderFactory>> audioDecoders() {
        return of(AudioDecoderFactory.class);
    }

    /** Where sound is played. */
    public List<Provider<AudioSink>> audioSinks() {
        return of(AudioSink.class);
    }

    /** Ways to act as keyboard and pointer. */
    public List<Provider<InputInjector>> injectors() {
        return of(InputInjector.class);
    }

    /** Number of the registration that the operator wants input to go through, or -1. */
    public long favouredInjector() {
        return injectors().stream()
                .filter(Provider::favoured)
                .mapToLong(Provider::serviceId)
                .findFirst()
                .orElse(-1);
    }

    /** Whether this is still installed. */
    public boolean has(Provider<?> one) {
        return byType.values().stream().flatMap(List::stream).anyMatch(p -> p.serviceId() == one.serviceId());
    }

    /** What knows the operating system. */
    public List<Provider<PlatformHost>> platforms() {
        return of(PlatformHost.class);
    }

    /** The ranking that this registration has now; the lowest there is once it has left. */
    public int rankingOf(Provider<?> one) {
        return byType.values().stream()
                .flatMap(List::stream)
                .filter(p -> p.serviceId() == one.serviceId())
                .mapToInt(Provider::ranking)
                .findFirst()
                .orElse(Integer.MIN_VALUE);
    }

    /** The one with this id, or the best for {@code auto}. */
    public static <T> Optional<Provider<T>> named(List<Provider<T>> among, String id) {
        return among.stream()
                .filter(p -> id.equals("auto") || p.id().equals(id))
                .findFirst();
    }
}
