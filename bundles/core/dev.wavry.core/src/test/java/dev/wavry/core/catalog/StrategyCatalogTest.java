package dev.wavry.core.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.Role;
import dev.wavry.api.StrategyGate;
import dev.wavry.core.fake.FakeEncoders;
import dev.wavry.core.fake.Laws;
import dev.wavry.spi.codec.VideoEncoderFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StrategyCatalogTest {
    private final StrategyCatalog catalog = new StrategyCatalog();
    private final List<String> heard = new ArrayList<>();

    private static Provider<VideoEncoderFactory> encoder(long id, String name, int ranking) {
        return new Provider<>(id, name, ranking, "test 1.0.0", new FakeEncoders(new Laws(), name));
    }

    private List<String> ids() {
        return catalog.snapshot().encoders().stream().map(Provider::id).toList();
    }

    @Test
    void shouldListStrategiesByRankingThenByAge() {
        catalog.arrived(VideoEncoderFactory.class, encoder(3, "young", 5));
        catalog.arrived(VideoEncoderFactory.class, encoder(1, "low", 1));
        catalog.arrived(VideoEncoderFactory.class, encoder(2, "old", 5));
        assertEquals(List.of("old", "young", "low"), ids());
        assertEquals(
                "old",
                Snapshot.named(catalog.snapshot().encoders(), "auto")
                        .orElseThrow()
                        .id());
        assertEquals(
                "low",
                Snapshot.named(catalog.snapshot().encoders(), "low")
                        .orElseThrow()
                        .id());
        assertTrue(Snapshot.named(catalog.snapshot().encoders(), "none").isEmpty());
    }

    @Test
    void shouldReplaceAStrategyThatChangedAndKeepOldSnapshotsAsTheyWere() {
        catalog.arrived(VideoEncoderFactory.class, encoder(1, "one", 1));
        Snapshot before = catalog.snapshot();
        catalog.arrived(VideoEncoderFactory.class, encoder(2, "two", 0));
        catalog.arrived(VideoEncoderFactory.class, encoder(2, "two", 9));
        assertEquals(List.of("two", "one"), ids());
        assertEquals(1, before.encoders().size());
        assertTrue(catalog.snapshot().decoders().isEmpty());
    }

    @Test
    void shouldPutWhatTheOperatorFavoursFirstUntilTheChoiceIsGivenBack() {
        catalog.arrived(VideoEncoderFactory.class, encoder(1, "best", 9));
        catalog.favour(Role.ENCODER, "other 2.0.0");
        catalog.arrived(
                VideoEncoderFactory.class,
                new Provider<>(2, "wanted", 0, "other 2.0.0", new FakeEncoders(new Laws(), "wanted")));
        assertEquals(List.of("wanted", "best"), ids());
        catalog.favour(Role.ENCODER, "test 1.0.0");
        assertEquals(List.of("best", "wanted"), ids());
        catalog.favour(Role.ENCODER, "");
        assertEquals(List.of("best", "wanted"), ids());
        assertEquals(9, catalog.snapshot().encoders().get(0).ranking());
        assertEquals(0, catalog.snapshot().encoders().get(1).ranking());
    }

    @Test
    void shouldShowAHeldStrategyToNobodyBeforeItIsReleased() {
        catalog.arrived(VideoEncoderFactory.class, encoder(1, "here", 0));
        catalog.hold("test 1.0.0");
        catalog.arrived(VideoEncoderFactory.class, encoder(2, "coming", 0));
        assertEquals(List.of(), ids());
        assertTrue(catalog.entries().stream().allMatch(StrategyGate.Entry::held));
        assertEquals(2, catalog.entries().size());
        catalog.leaving(encoder(1, "here", 0));
        catalog.release("test 1.0.0");
        assertEquals(List.of("coming"), ids());
    }

    private final class Listener implements CatalogListener {
        private final CompletableFuture<Boolean> unused;

        Listener(CompletableFuture<Boolean> unused) {
            this.unused = unused;
        }

        @Override
        public void changed(Snapshot now) {
            heard.add("changed " + now.encoders());
        }

        @Override
        public CompletableFuture<?> leaving(Provider<?> provider, Snapshot without) {
            heard.add("leaving " + provider + " without it " + without.encoders());
            return unused;
        }
    }

    @Test
    void shouldTellWhoListensUntilItIsForgotten() {
        Listener listener = new Listener(CompletableFuture.completedFuture(true));
        catalog.listen(listener);
        Provider<VideoEncoderFactory> one = encoder(1, "one", 1);
        catalog.arrived(VideoEncoderFactory.class, one);
        catalog.leaving(one);
        catalog.forget(listener);
        catalog.arrived(VideoEncoderFactory.class, one);
        assertEquals(List.of("changed [one]", "leaving one without it []"), heard);
    }

    @Test
    void shouldWaitUntilNobodyUsesAStrategyThatLeaves() {
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        catalog.listen(new Listener(unused));
        Provider<VideoEncoderFactory> one = encoder(1, "one", 1);
        catalog.arrived(VideoEncoderFactory.class, one);
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> unused.complete(true));
        catalog.leaving(one);
        assertTrue(unused.isDone());
    }

    @Test
    void shouldNotWaitForever() {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        catalog.listen(new Listener(never));
        Provider<VideoEncoderFactory> one = encoder(1, "one", 1);
        catalog.arrived(VideoEncoderFactory.class, one);
        catalog.leaving(one);
        assertFalse(never.isDone());
        assertEquals(List.of(), ids());
    }

    @Test
    void shouldGoOnWhenGivingAStrategyBackFailed() {
        catalog.listen(new Listener(CompletableFuture.failedFuture(new IllegalStateException("broken"))));
        Provider<VideoEncoderFactory> one = encoder(1, "one", 1);
        catalog.arrived(VideoEncoderFactory.class, one);
        catalog.leaving(one);
        assertEquals(List.of(), ids());
    }
}
