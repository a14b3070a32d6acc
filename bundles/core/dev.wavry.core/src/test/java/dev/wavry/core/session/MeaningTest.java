package dev.wavry.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wavry.api.SessionReason;
import dev.wavry.rift.CloseReason;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class MeaningTest {
    @Test
    void shouldMeasureRatesOverHalfASecondAtLeast() {
        AtomicLong clock = new AtomicLong(5);
        Rates rates = new Rates(clock::get);
        clock.addAndGet(400_000_000L);
        rates.update(1_000, 10);
        assertEquals(0, rates.kbps(), "too early to tell");
        clock.addAndGet(600_000_000L);
        rates.update(125_000, 60);
        assertEquals(1000, rates.kbps(), 0.001);
        assertEquals(60, rates.framesPerSecond(), 0.001);
        clock.addAndGet(2_000_000_000L);
        rates.update(125_000, 60);
        assertEquals(0, rates.kbps());
        assertEquals(0, rates.framesPerSecond());
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void shouldGiveEveryReasonOfTheWireAMeaningForPeople(CloseReason reason) {
        for (boolean byPeer : new boolean[] {true, false}) {
            for (boolean host : new boolean[] {true, false}) {
                SessionReason meaning = Reasons.of(reason, byPeer, host);
                assertTrue(!meaning.sentence().isEmpty(), reason + " means " + meaning);
            }
        }
    }
}
