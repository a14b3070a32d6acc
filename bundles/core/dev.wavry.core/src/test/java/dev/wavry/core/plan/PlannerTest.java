package dev.wavry.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.fake.FakeEncoders;
import dev.wavry.core.fake.FakeScreen;
import dev.wavry.core.fake.Laws;
import dev.wavry.spi.capture.CaptureSource;
import dev.wavry.spi.capture.CaptureTarget;
import dev.wavry.spi.codec.CodecId;
import dev.wavry.spi.codec.DecoderContext;
import dev.wavry.spi.codec.DecoderOffer;
import dev.wavry.spi.codec.DecoderSpec;
import dev.wavry.spi.codec.EncoderOffer;
import dev.wavry.spi.codec.VideoDecoder;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.codec.VideoEncoderFactory;
import dev.wavry.spi.lifecycle.CannotOpenException;
import dev.wavry.spi.media.MemoryKind;
import dev.wavry.spi.media.PixelFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Wishes ANY = new Wishes("auto", "auto", "auto", 1280, 720, 60, 20_000, 2);
    private static final CodecId A = new CodecId("fake-a");
    private static final CodecId B = new CodecId("fake-b");
    private static final Set<String> BOTH = Set.of("fake-a", "fake-b");

    private final Laws laws = new Laws();
    private long services;

    private <T> Provider<T> provider(String id, int ranking, T service) {
        return new Provider<>(++services, id, ranking, "test 1.0.0", service);
    }

    // Capture.

    private static CaptureTarget target(String id, String name, CaptureTarget.Kind kind, boolean primary) {
        return new CaptureTarget(id, name, kind, 0, 0, 640, 480, primary);
    }

    private Targets targets(String id, int ranking, CaptureTarget... targets) {
        return new Targets(provider(id, ranking, (CaptureSource) new FakeScreen(laws, id, 1, 1)), List.of(targets));
    }

    private static String chosen(Optional<CaptureChoice> choice) {
        return choice.map(c -> c.provider().id() + " " + c.target().id()).orElse("nothing");
    }

    @Test
    void shouldCaptureARealScreenBeforeOneThatASourceMakesUp() {
        List<Targets> all = List.of(
                targets("pattern", 100, target("p", "Pattern", CaptureTarget.Kind.SYNTHETIC, true)),
                targets("x11", 0, target(":0/a", "A", CaptureTarget.Kind.DISPLAY, false)));
        assertEquals("x11 :0/a", chosen(Planner.capture(all, ANY, Set.of())));
        assertEquals("pattern p", chosen(Planner.capture(all, ANY.withSource("pattern"), Set.of())));
    }

    @Test
    void shouldCaptureByRankingThenThePrimaryScreen() {
        List<Targets> all = List.of(
                targets("worse", 1, target("w", "W", CaptureTarget.Kind.DISPLAY, true)),
                targets(
                        "better",
                        2,
                        target("b1", "B1", CaptureTarget.Kind.DISPLAY, false),
                        target("b2", "B2", CaptureTarget.Kind.DISPLAY, true)));
        assertEquals("better b2", chosen(Planner.capture(all, ANY, Set.of())));
    }

    @Test
    void shouldFindADisplayByIdByNameAndByTheServerItBelongsTo() {
        List<Targets> all = List.of(targets(
                "x11",
                0,
                target(":0/DP-1", "Left", CaptureTarget.Kind.DISPLAY, true),
                target(":1/DP-1", "Right", CaptureTarget.Kind.DISPLAY, false)));
        assertEquals("x11 :1/DP-1", chosen(Planner.capture(all, ANY.withDisplay(":1/DP-1"), Set.of())));
        assertEquals("x11 :1/DP-1", chosen(Planner.capture(all, ANY.withDisplay("Right"), Set.of())));
        assertEquals("x11 :1/DP-1", chosen(Planner.capture(all, ANY.withDisplay(":1"), Set.of())));
        assertEquals("nothing", chosen(Planner.capture(all, ANY.withDisplay(":"), Set.of())));
        assertEquals("nothing", chosen(Planner.capture(all, ANY.withDisplay("Middle"), Set.of())));
        assertEquals("nothing", chosen(Planner.capture(all, ANY.withSource("wayland"), Set.of())));
    }

    @Test
    void shouldCaptureAWindowOnlyIfItIsNamed() {
        List<Targets> all = List.of(targets("x11", 0, target("w1", "Editor", CaptureTarget.Kind.WINDOW, true)));
        assertEquals("nothing", chosen(Planner.capture(all, ANY, Set.of())));
        assertEquals("x11 w1", chosen(Planner.capture(all, ANY.withDisplay("Editor"), Set.of())));
    }

    @Test
    void shouldNotCaptureWithWhatFailedAMomentAgo() {
        Targets first = targets("first", 2, target("f", "F", CaptureTarget.Kind.DISPLAY, true));
        Targets second = targets("second", 1, target("s", "S", CaptureTarget.Kind.DISPLAY, true));
        assertEquals(
                "second s",
                chosen(Planner.capture(
                        List.of(first, second), ANY, Set.of(first.provider().serviceId()))));
    }

    @Test
    void shouldUseTheWishedSizeOnlyForPicturesThatASourceMakesUp() {
        Targets pattern = targets("pattern", 0, target("p", "P", CaptureTarget.Kind.SYNTHETIC, true));
        Targets screen = targets("x11", 0, target("x", "X", CaptureTarget.Kind.DISPLAY, true));
        assertEquals(
                1280,
                Planner.capture(List.of(pattern), ANY, Set.of()).orElseThrow().width());
        assertEquals(
                640,
                Planner.capture(List.of(screen), ANY, Set.of()).orElseThrow().width());
    }

    // Encoders.

    private Provider<VideoEncoderFactory> encoders(String id, int ranking, EncoderOffer... offers) {
        return provider(id, ranking, new FakeEncoders(laws, id).offering(offers));
    }

    private static EncoderOffer offer(CodecId codec, String implementation, long cost) {
        return EncoderOffer.of(codec, implementation, cost).build();
    }

    private static String encoder(
            Wishes wishes,
            Set<String> decodable,
            @Nullable EncoderChoice incumbent,
            List<Provider<VideoEncoderFactory>> all) {
        return Planner.encoder(all, decodable, wishes, CaptureTarget.Kind.DISPLAY, incumbent, Set.of())
                .map(c -> c.offer().implementation())
                .orElse("nothing");
    }

    @Test
    void shouldEncodeInHardwareThenByRankingThenByCost() {
        Provider<VideoEncoderFactory> cheap = encoders("cheap", 0, offer(A, "cheap", 10));
        Provider<VideoEncoderFactory> dear = encoders("dear", 0, offer(A, "dear", 20));
        Provider<VideoEncoderFactory> ranked = encoders("ranked", 1, offer(A, "ranked", 30));
        Provider<VideoEncoderFactory> hard =
                encoders("hard", -1, EncoderOffer.of(A, "hard", 40).inHardware().build());
        assertEquals("cheap", encoder(ANY, BOTH, null, List.of(dear, cheap)));
        assertEquals("ranked", encoder(ANY, BOTH, null, List.of(dear, cheap, ranked)));
        assertEquals("hard", encoder(ANY, BOTH, null, List.of(dear, cheap, ranked, hard)));
    }

    @Test
    void shouldCodeADisplayInPartsAndWhatAlwaysMovesAsVideo() {
        Provider<VideoEncoderFactory> parts = encoders(
                "parts", 0, EncoderOffer.of(A, "parts", 50).exact().inParts().build());
        Provider<VideoEncoderFactory> hard =
                encoders("hard", 5, EncoderOffer.of(A, "hard", 10).inHardware().build());
        List<Provider<VideoEncoderFactory>> all = List.of(hard, parts);
        assertEquals("parts", encoder(ANY, BOTH, null, all));
        assertEquals("hard", encoder(ANY.withCodec("hard"), BOTH, null, all));
        assertEquals("hard", encoder(ANY, BOTH, null, List.of(hard)));
        assertEquals(
                "hard",
                Planner.encoder(all, BOTH, ANY, CaptureTarget.Kind.SYNTHETIC, null, Set.of())
                        .map(c -> c.offer().implementation())
                        .orElse(""));
        assertEquals(
                "hard",
                Planner.video(all, BOTH, ANY)
                        .map(c -> c.offer().implementation())
                        .orElse(""));
        assertEquals(Optional.empty(), Planner.video(List.of(parts), BOTH, ANY));
    }

    @Test
    void shouldStayWithTheIncumbentUntilAnotherOneIsClearlyCheaper() {
        Provider<VideoEncoderFactory> live = encoders("live", 0, offer(A, "live", 100));
        EncoderChoice incumbent =
                new EncoderChoice(live, live.service().offers().get(0));
        Provider<VideoEncoderFactory> little = encoders("little", 0, offer(A, "little", 95));
        Provider<VideoEncoderFactory> clearly = encoders("clearly", 0, offer(A, "clearly", 85));
        assertEquals("live", encoder(ANY, BOTH, incumbent, List.of(live, little)));
        assertEquals("clearly", encoder(ANY, BOTH, incumbent, List.of(live, clearly)));
        assertEquals("little", encoder(ANY, BOTH, null, List.of(live, little)));
    }

    @Test
    void shouldTakeWhatIgnoresTheRateOnlyByName() {
        Provider<VideoEncoderFactory> raw =
                encoders("raw", 9, EncoderOffer.of(A, "rows", 1).ignoringRate().build());
        Provider<VideoEncoderFactory> sober = encoders("sober", 0, offer(B, "sober", 100));
        assertEquals("sober", encoder(ANY, BOTH, null, List.of(raw, sober)));
        assertEquals("rows", encoder(ANY.withCodec("fake-a"), BOTH, null, List.of(raw, sober)));
        assertEquals("rows", encoder(ANY.withCodec("raw"), BOTH, null, List.of(raw, sober)));
        assertEquals("nothing", encoder(ANY, BOTH, null, List.of(raw)));
    }

    @Test
    void shouldFindAnEncoderByCodecImplementationOrStrategy() {
        Provider<VideoEncoderFactory> one = encoders("one", 5, offer(A, "impl-a", 1), offer(B, "impl-b", 1));
        Provider<VideoEncoderFactory> two = encoders("two", 0, offer(B, "impl-c", 1));
        assertEquals("impl-b", encoder(ANY.withCodec("fake-b"), BOTH, null, List.of(one, two)));
        assertEquals("impl-b", encoder(ANY.withCodec("impl-b"), BOTH, null, List.of(one, two)));
        assertEquals("impl-c", encoder(ANY.withCodec("two"), BOTH, null, List.of(one, two)));
        assertEquals("nothing", encoder(ANY.withCodec("three"), BOTH, null, List.of(one, two)));
    }

    @Test
    void shouldEncodeNothingThatSomebodyCannotDecodeOrThatTakesOtherPixels() {
        Provider<VideoEncoderFactory> one = encoders("one", 0, offer(A, "one", 1));
        Provider<VideoEncoderFactory> planar = encoders(
                "planar",
                0,
                EncoderOffer.of(B, "planar", 1)
                        .taking(PixelFormat.NV12, MemoryKind.HOST)
                        .build());
        assertEquals("nothing", encoder(ANY, Set.of("fake-b"), null, List.of(one, planar)));
        Provider<VideoEncoderFactory> texture = encoders(
                "texture",
                9,
                EncoderOffer.of(A, "texture", 1)
                        .taking(PixelFormat.BGR0, MemoryKind.DMABUF)
                        .build());
        assertEquals("one", encoder(ANY, BOTH, null, List.of(one, texture)));
    }

    @Test
    void shouldNotEncodeWithWhatFailedAMomentAgo() {
        Provider<VideoEncoderFactory> one = encoders("one", 1, offer(A, "one", 1));
        Provider<VideoEncoderFactory> two = encoders("two", 0, offer(A, "two", 1));
        assertEquals(
                "two",
                Planner.encoder(List.of(one, two), BOTH, ANY, CaptureTarget.Kind.DISPLAY, null, Set.of(one.serviceId()))
                        .orElseThrow()
                        .offer()
                        .implementation());
    }

    // Decoders.

    private record Decoders(List<DecoderOffer> offers) implements VideoDecoderFactory {
        @Override
        public VideoDecoder open(DecoderSpec spec, DecoderContext context) throws CannotOpenException {
            throw new CannotOpenException(CannotOpenException.Reason.NOT_HERE, "A plan opens nothing", "Do not ask.");
        }
    }

    private Provider<VideoDecoderFactory> decoders(
            String id, int ranking, CodecId codec, boolean hardware, long cost, PixelFormat... pixels) {
        return provider(
                id, ranking, new Decoders(List.of(new DecoderOffer(codec, id, List.of(pixels), hardware, cost))));
    }

    @Test
    void shouldDecodeInHardwareThenByRankingThenByCostIntoPixelsTheWindowTakes() {
        Provider<VideoDecoderFactory> soft = decoders("soft", 0, A, false, 10, PixelFormat.BGR0);
        Provider<VideoDecoderFactory> slow = decoders("slow", 0, A, false, 20, PixelFormat.BGR0);
        Provider<VideoDecoderFactory> ranked = decoders("ranked", 1, A, false, 30, PixelFormat.BGR0);
        Provider<VideoDecoderFactory> hard = decoders("hard", 0, A, true, 40, PixelFormat.BGR0);
        Provider<VideoDecoderFactory> odd = decoders("odd", 9, A, true, 1, PixelFormat.NV12);
        List<PixelFormat> accepted = List.of(PixelFormat.BGR0);
        assertEquals("soft", decoder(List.of(slow, soft, odd), accepted, "auto"));
        assertEquals("ranked", decoder(List.of(slow, soft, ranked, odd), accepted, "auto"));
        assertEquals("hard", decoder(List.of(slow, soft, ranked, hard, odd), accepted, "auto"));
        assertEquals("slow", decoder(List.of(slow, soft, ranked, hard, odd), accepted, "slow"));
        assertEquals("nothing", decoder(List.of(odd), accepted, "auto"));
        assertEquals("nothing", decoder(List.of(soft), accepted, "unknown"));
    }

    private static String decoder(List<Provider<VideoDecoderFactory>> all, List<PixelFormat> accepted, String wish) {
        return Planner.decoder(all, "fake-a", accepted, wish, Set.of())
                .map(c -> c.provider().id())
                .orElse("nothing");
    }

    @Test
    void shouldPreferThePixelsTheWindowLikesBest() {
        Provider<VideoDecoderFactory> both = decoders("both", 0, A, false, 1, PixelFormat.YUV420P, PixelFormat.BGR0);
        List<PixelFormat> accepted = List.of(PixelFormat.BGR0, PixelFormat.YUV420P);
        assertEquals(
                PixelFormat.BGR0,
                Planner.decoder(List.of(both), "fake-a", accepted, "auto", Set.of())
                        .orElseThrow()
                        .pixels());
    }

    @Test
    void shouldOfferEachCodecThatIsDecodedHereOnce() {
        Snapshot snapshot = Snapshot.EMPTY
                .with(VideoDecoderFactory.class, decoders("one", 0, A, false, 1, PixelFormat.BGR0))
                .with(VideoDecoderFactory.class, decoders("two", 1, A, false, 1, PixelFormat.BGR0))
                .with(VideoDecoderFactory.class, decoders("three", 0, B, false, 1, PixelFormat.BGR0))
                .with(VideoDecoderFactory.class, decoders("odd", 9, B, false, 1, PixelFormat.NV12));
        List<DecoderChoice> all = Planner.decodings(snapshot, List.of(PixelFormat.BGR0), "auto");
        assertEquals(
                Set.of("two", "three"),
                Set.copyOf(all.stream().map(c -> c.provider().id()).toList()));
        assertTrue(Planner.decodings(snapshot, List.of(PixelFormat.BGR0), "unknown")
                .isEmpty());
    }
}
