package dev.wavry.core.plan;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chooses; every method is a pure function of its arguments. */
public final class Planner {
    /** A challenger must be this much cheaper than the incumbent, so that nothing flaps. */
    static final double HYSTERESIS = 0.9;

    private Planner() {}

    /**
     * What to capture: the wished strategy and display; real screens before pictures that a source makes itself, then ranking.
     *
     * @param avoided numbers of registrations that failed a moment ago
     */
    public static Optional<CaptureChoice> capture(List<Targets> all, Wishes wishes, Set<Long> avoided) {
        List<CaptureChoice> found = new ArrayList<>();
        for (Targets one : all) {
            if (avoided.contains(one.provider().serviceId()) || !wished(one, wishes)) {
                continue;
            }
            for (CaptureTarget target : one.targets()) {
                if (displayWished(target, wishes)) {
                    found.add(choice(one, target, wishes));
                }
            }
        }
        found.sort(Comparator.<CaptureChoice>comparingInt(c -> c.provider().favoured() ? 0 : 1)
                .thenComparing(c -> synthetic(c.target()) ? 1 : 0)
                .thenComparing(c -> -c.provider().ranking())
                .thenComparing(c -> c.target().primary() ? 0 : 1)
                .thenComparing(c -> c.provider().id()));
        return found.stream().findFirst();
    }

    private static boolean wished(Targets one, Wishes wishes) {
        return wishes.source().equals("auto")
                || wishes.source().equals(one.provider().id());
    }

    private static boolean displayWished(CaptureTarget target, Wishes wishes) {
        String display = wishes.display();
        // A source that makes its own pictures and is named by the operator has nothing to do with a display, unless
        // that is one of its own.
        boolean ownPicture = display.startsWith(wishes.source() + "/");
        if (synthetic(target) && !wishes.source().equals("auto") && !ownPicture) {
            return true;
        }
        if (display.equals("auto")) {
            return target.kind() != CaptureTarget.Kind.WINDOW;
        }
        return display.equals(target.id())
                || display.equals(target.name())
                || target.id().startsWith(display + "/");
    }

    private static boolean synthetic(CaptureTarget target) {
        return target.kind() == CaptureTarget.Kind.SYNTHETIC;
    }

    private static CaptureChoice choice(Targets one, CaptureTarget target, Wishes wishes) {
        return synthetic(target)
                ? new CaptureChoice(one.provider(), target, wishes.width(), wishes.height())
                : new CaptureChoice(one.provider(), target, target.width(), target.height());
    }

    /**
     * Which encoder: one whose codec every client decodes and that the operator's word means. What the operator favours comes first. What ignores the target rate is taken only if it
     * is named or favoured. A display is best coded in parts, whatever moves like video by itself is not. Then hardware, measured cost with hysteresis for the incumbent, ranking, id.
     *
     * @param decodable codec ids that every client decodes
     * @param source what is captured
     */
    public static Optional<EncoderChoice> encoder(
            List<Provider<VideoEncoderFactory>> providers,
            Set<String> decodable,
            Wishes wishes,
            CaptureTarget.Kind source,
            @Nullable EncoderChoice incumbent,
            Set<Long> avoided) {
        boolean inParts = source != CaptureTarget.Kind.SYNTHETIC;
        return ranked(providers, decodable, wishes, incumbent, avoided).stream()
                .min(Comparator.<EncoderChoice>comparingInt(
                                choice -> choice.provider().favoured() ? 0 : 1)
                        .thenComparing(choice -> choice.offer().parts() == inParts ? 0 : 1));
    }

    private static List<EncoderChoice> ranked(
            List<Provider<VideoEncoderFactory>> providers,
            Set<String> decodable,
            Wishes wishes,
            @Nullable EncoderChoice incumbent,
            Set<Long> avoided) {
        List<EncoderChoice> found = new ArrayList<>();
        for (Provider<VideoEncoderFactory> provider : providers) {
            if (!avoided.contains(provider.serviceId())) {
                for (EncoderOffer offer : provider.service().offers()) {
                    EncoderChoice choice = new EncoderChoice(provider, offer);
                    boolean mayBe = offer.keepsRate()
                            || provider.favoured()
                            || !wishes.codec().equals("auto");
                    if (mayBe
                            && choice.answersTo(wishes.codec())
                            && decodable.contains(offer.codec().id())
                            && offer.pixels().equals(PixelFormat.BGR0)
                            && offer.memory().equals(MemoryKind.HOST)) {
                        found.add(choice);
                    }
                }
            }
        }
        found.sort(Comparator.<EncoderChoice>comparingInt(c -> c.provider().favoured() ? 0 : 1)
                .thenComparing(c -> c.offer().hardware() ? 0 : 1)
                .thenComparing(c -> -c.provider().ranking())
                .thenComparingDouble(c -> cost(c, incumbent))
                .thenComparing(c -> c.provider().id())
                .thenComparing(c -> c.offer().implementation()));
        return found;
    }

    /** Which encoder for pictures that move all over: the same, but none that codes in parts. */
    public static Optional<EncoderChoice> video(
            List<Provider<VideoEncoderFactory>> providers, Set<String> decodable, Wishes wishes) {
        return ranked(providers, decodable, wishes, null, Set.of()).stream()
                .filter(choice -> !choice.offer().parts())
                .findFirst();
    }

    private static double cost(EncoderChoice choice, @Nullable EncoderChoice incumbent) {
        double nanos = choice.offer().costNanosPerMegapixel();
        return incumbent != null && choice.same(incumbent) ? nanos * HYSTERESIS : nanos;
    }

    /** Which decoder for a codec: the one wished for, else hardware, ranking, cost; making pixels that the renderer takes. */
    public static Optional<DecoderChoice> decoder(
            List<Provider<VideoDecoderFactory>> providers,
            String codec,
            List<PixelFormat> accepted,
            String wish,
            Set<Long> avoided) {
        List<DecoderChoice> found = new ArrayList<>();
        for (Provider<VideoDecoderFactory> provider : providers) {
            if (!avoided.contains(provider.serviceId())) {
                for (DecoderOffer offer : provider.service().offers()) {
                    if (offer.codec().id().equals(codec) && answersTo(provider, offer, wish)) {
                        accepted.stream()
                                .filter(offer.produces()::contains)
                                .findFirst()
                                .ifPresent(pixels -> found.add(new DecoderChoice(provider, offer, pixels)));
                    }
                }
            }
        }
        found.sort(Comparator.<DecoderChoice>comparingInt(c -> c.provider().favoured() ? 0 : 1)
                .thenComparing(c -> c.offer().hardware() ? 0 : 1)
                .thenComparing(c -> -c.provider().ranking())
                .thenComparingLong(c -> c.offer().costNanosPerMegapixel())
                .thenComparing(c -> c.offer().implementation()));
        return found.stream().findFirst();
    }

    private static boolean answersTo(Provider<?> provider, DecoderOffer offer, String wish) {
        return wish.equals("auto") || wish.equals(provider.id()) || wish.equals(offer.implementation());
    }

    /** All that this machine decodes into pixels the renderer takes, best first. */
    public static List<DecoderChoice> decodings(Snapshot snapshot, List<PixelFormat> accepted, String wish) {
        return snapshot.decoders().stream()
                .flatMap(p -> p.service().offers().stream().map(o -> o.codec().id()))
                .distinct()
                .map(codec -> decoder(snapshot.decoders(), codec, accepted, wish, Set.of()))
                .flatMap(Optional::stream)
                .toList();
    }
}
