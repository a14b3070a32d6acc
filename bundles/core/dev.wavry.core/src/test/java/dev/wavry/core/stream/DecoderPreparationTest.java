package dev.wavry.core.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.fake.FakeDecoders;
import dev.wavry.core.fake.Laws;
import dev.wavry.spi.codec.VideoDecoderFactory;
import dev.wavry.spi.media.PixelFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DecoderPreparationTest {
    private final Laws laws = new Laws();
    private final FakeDecoders first = new FakeDecoders(laws, "first", "fake-a", "fake-b");
    private final FakeDecoders second = new FakeDecoders(laws, "second", "fake-c");
    private final Snapshot both = Snapshot.EMPTY
            .with(VideoDecoderFactory.class, new Provider<>(1, "first", 0, "test 1.0.0", first))
            .with(VideoDecoderFactory.class, new Provider<>(2, "second", 0, "test 1.0.0", second));

    private DecoderPreparation preparation(Snapshot of) {
        return new DecoderPreparation(of, List.of(PixelFormat.BGR0), "auto", System::nanoTime);
    }

    @Test
    void shouldOpenOneDecoderOfEachStrategyAndCloseIt() {
        preparation(both).run();

        assertEquals(1, first.opened());
        assertEquals(1, second.opened());
        assertEquals(0, first.live() + second.live());
    }

    @Test
    void shouldGoOnAfterAStrategyThatOpensNothing() {
        first.refuse("no memory");

        preparation(both).run();

        assertEquals(1, second.opened());
    }

    @Test
    void shouldOpenNothingOnceTheHostHasSaidWhatItSends() {
        DecoderPreparation late = preparation(both);
        late.stop();

        late.run();

        assertEquals(0, first.opened() + second.opened());
    }
}
